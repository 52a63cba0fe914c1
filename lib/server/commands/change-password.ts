import { changePassword as operation } from "@/lib/contract/invitations";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { forgetGuesses } from "@/lib/server/people/guesses";
import { ownPassword } from "@/lib/server/people/own-password";
import { hashPassword } from "@/lib/server/people/password";
import { endResets } from "@/lib/server/people/password-resets";
import { refuseWeakPassword } from "@/lib/server/people/refuse-weak-password";

/** Changes the password of the caller's own local account; their other sessions end with the old one. */
export const changePassword = command(
  {
    name: "change-password",
    allow: "anybody",
    input: operation.input,
    prepare: async ({ database, actor, input, now }) => {
      if (actor.kind !== "person") return null;
      const was = await ownPassword(database, actor.id, { current: input.current }, now);
      const { email } = await database.person.findUniqueOrThrow({
        where: { id: actor.id },
        select: { email: true },
      });
      refuseWeakPassword(input.password, { handle: actor.handle, name: actor.name, email });
      return { was, passwordHash: await hashPassword(input.password) };
    },
  },
  async ({ tx, actor, now, prepared }) => {
    if (actor.kind !== "person" || !prepared) {
      throw new Refusal("invalid", "Only a person has a password, and changes it at a browser.");
    }
    const { was, passwordHash } = prepared;
    const { count } = await tx.person.updateMany({
      where: { id: actor.id, passwordHash: was },
      data: { passwordHash },
    });
    if (count === 0) throw new Refusal("conflict", "Your password was changed meanwhile.");
    await forgetGuesses(tx, "password", actor.id);
    await endResets(tx, { personId: actor.id }, now);
    const { count: ended } = await tx.session.updateMany({
      where: {
        personId: actor.id,
        endedAt: null,
        ...(actor.session ? { id: { not: actor.session.id } } : {}),
      },
      data: { endedAt: now, endedByName: actor.name },
    });
    return {
      event: { subject: { person: actor.handle }, now: { sessionsEnded: ended } },
      result: { ended },
    };
  },
);
