import { proveAgain as operation } from "@/lib/contract/sessions";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { isPassword } from "@/lib/server/people/password";
import { createSignInThrottle } from "@/lib/server/people/sign-in-throttle";

const throttle = createSignInThrottle();

/** Proves again, with the password, who is at a session of a local account. */
export const proveAgain = command(
  { name: "prove-again", allow: "anybody", input: operation.input },
  async ({ tx, actor, input, now }) => {
    if (actor.kind !== "person" || !actor.session) {
      throw new Refusal("invalid", "Only a person at a browser proves who they are.");
    }
    if (actor.authentication !== "password") {
      throw new Refusal(
        "conflict",
        "This account has no password here: sign in again the way you came.",
      );
    }
    if (!throttle.admit(actor.handle, now.getTime())) {
      throw new Refusal("too-many", "Too many attempts. Wait a minute, then try again.");
    }
    const person = await tx.person.findUnique({
      where: { id: actor.id },
      select: { passwordHash: true },
    });
    if (!(await isPassword(input.password, person?.passwordHash ?? null))) {
      const says = "This is not your password.";
      throw new Refusal("invalid", says, [{ field: "password", says }]);
    }
    throttle.forget(actor.handle);
    await tx.session.update({
      where: { id: actor.session.id },
      data: { authenticatedAt: now },
    });
    return {
      event: { subject: { person: actor.handle, session: actor.session.id } },
      result: { authenticatedAt: now.toISOString() },
    };
  },
);
