import { proveAgain as operation } from "@/lib/contract/sessions";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { forgetGuesses } from "@/lib/server/people/guesses";
import { ownPassword } from "@/lib/server/people/own-password";

/** Proves again, with the password, who is at a session of a local account. */
export const proveAgain = command(
  {
    name: "prove-again",
    allow: "anybody",
    input: operation.input,
    prepare: ({ database, actor, input, now }) =>
      actor.kind === "person" && actor.session && actor.authentication === "password"
        ? ownPassword(database, actor.id, { password: input.password }, now)
        : Promise.resolve(null),
  },
  async ({ tx, actor, now, prepared: known }) => {
    if (actor.kind !== "person" || !actor.session) {
      throw new Refusal("invalid", "Only a person at a browser proves who they are.");
    }
    if (!known) {
      throw new Refusal(
        "conflict",
        "This account has no password here: sign in again the way you came.",
      );
    }
    const { count } = await tx.session.updateMany({
      where: { id: actor.session.id, endedAt: null, person: { passwordHash: known } },
      data: { authenticatedAt: now },
    });
    if (count === 0) throw new Refusal("conflict", "Your password was changed meanwhile.");
    await forgetGuesses(tx, "password", actor.id);
    return {
      event: { subject: { person: actor.handle, session: actor.session.id } },
      result: { authenticatedAt: now.toISOString() },
    };
  },
);
