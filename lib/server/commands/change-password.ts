import { changePassword as operation } from "@/lib/contract/invitations";
import { objectionToPassword } from "@/lib/domain/password-rules";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { hashPassword, isPassword } from "@/lib/server/people/password";
import { createSignInThrottle } from "@/lib/server/people/sign-in-throttle";

const throttle = createSignInThrottle();

/** Changes the password of the caller's own local account; their other sessions end with the old one. */
export const changePassword = command(
  { name: "change-password", allow: "anybody", input: operation.input },
  async ({ tx, actor, input, now }) => {
    if (actor.kind !== "person") {
      throw new Refusal("invalid", "Only a person has a password, and changes it at a browser.");
    }
    if (!throttle.admit(actor.handle, now.getTime())) {
      throw new Refusal("too-many", "Too many attempts. Wait up to 15 minutes, then try again.");
    }
    const { passwordHash, name, email } = await tx.person.findUniqueOrThrow({
      where: { id: actor.id },
      select: { passwordHash: true, name: true, email: true },
    });
    if (!(await isPassword(input.current, passwordHash))) {
      const says = "is not your password";
      throw new Refusal("invalid", "What you typed is not your password.", [
        { field: "current", says },
      ]);
    }
    const weakness = objectionToPassword(input.password, { handle: actor.handle, name, email });
    if (weakness) {
      throw new Refusal("invalid", `Choose another password: this one ${weakness}.`, [
        { field: "password", says: weakness },
      ]);
    }
    throttle.forget(actor.handle);
    await tx.person.update({
      where: { id: actor.id },
      data: { passwordHash: await hashPassword(input.password) },
    });
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
