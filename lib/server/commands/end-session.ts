import { endSession as operation } from "@/lib/contract/sessions";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";

/** Ends a session of the caller's own: its cookie is refused from now on, wherever it is. */
export const endSession = command(
  { name: "end-session", allow: "anybody", input: operation.input },
  async ({ tx, actor, input, now }) => {
    if (actor.kind !== "person") {
      throw new Refusal("not-found", "An API token has no sessions; revoke the token instead.");
    }
    const { count } = await tx.session.updateMany({
      where: { id: input.session, personId: actor.id, endedAt: null },
      data: { endedAt: now, endedByName: actor.name },
    });
    if (count === 0) throw new Refusal("not-found", "You have no such session.");
    return {
      event: { subject: { person: actor.handle, session: input.session } },
      result: { id: input.session },
    };
  },
);
