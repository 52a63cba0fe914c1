import { endPersonSessions as operation } from "@/lib/contract/sessions";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { personNamed } from "@/lib/server/people/person-named";
import { tellAccount } from "@/lib/server/people/tell-account";

/** Ends the sessions of somebody else, or one of them: their cookies are refused from now on. */
export const endPersonSessions = command(
  { name: "end-person-sessions", allow: "installation:manage", input: operation.input },
  async ({ tx, actor, input, now }) => {
    const person = await personNamed(tx, input.person);
    const { count } = await tx.session.updateMany({
      where: {
        personId: person.id,
        endedAt: null,
        ...(input.session === undefined ? {} : { id: input.session }),
      },
      data: { endedAt: now, endedByName: actor.name },
    });
    if (count === 0) throw new Refusal("not-found", `${person.name} has no such session.`);
    await tellAccount(tx, person, {
      says: `${actor.name} ended ${count === 1 ? "one of your sessions" : `${count} of your sessions`}: ${input.reason}`,
      dedupe: `sessions ended ${person.id} ${now.toISOString()}`,
      at: now,
    });
    return {
      event: {
        subject: { person: person.handle, ended: count, session: input.session },
        reason: input.reason,
      },
      result: { ended: count },
    };
  },
);
