import { openAccount as operation } from "@/lib/contract/invitations";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { openInvitation, takeUp } from "@/lib/server/people/invitations";
import { hashPassword } from "@/lib/server/people/password";
import { refuseWeakPassword } from "@/lib/server/people/refuse-weak-password";

/** Makes a local account for whoever holds an invitation that a password will do for. */
export const openAccount = command(
  { name: "open-account", allow: "installation:manage", input: operation.input },
  async ({ tx, input, now }) => {
    const invitation = await openInvitation(tx, input.code, now);
    const { handle, name, password } = input;
    if (!invitation.withPassword) {
      throw new Refusal(
        "conflict",
        "This invitation is accepted by signing in with the provider, not with a password.",
      );
    }
    refuseWeakPassword(password, { handle, name, email: invitation.email });
    if (await tx.person.findUnique({ where: { handle }, select: { id: true } })) {
      throw new Refusal("conflict", `Somebody has the handle "${handle}". Choose another.`, [
        { field: "handle", says: "is taken" },
      ]);
    }
    const { id } = await tx.person.create({
      data: {
        handle,
        name,
        email: invitation.email,
        passwordHash: await hashPassword(password),
        createdAt: now,
      },
      select: { id: true },
    });
    await takeUp(tx, invitation, id, now);
    const program = invitation.program?.key ?? null;
    return {
      event: {
        subject: { person: handle, invitation: invitation.id },
        now: {
          handle,
          name,
          program,
          role: invitation.role,
          teams: invitation.teams,
          by: invitation.invitedByName,
        },
      },
      result: { handle, program },
      announce: program === null ? [] : [{ kind: "program", program }],
    };
  },
);
