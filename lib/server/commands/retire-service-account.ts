import { retireServiceAccount as operation } from "@/lib/contract/service-accounts";
import { command } from "@/lib/server/command";
import { serviceAccountView } from "@/lib/server/people/service-accounts";

/** Retires a service account: whoever uses its tokens is refused within a second. */
export const retireServiceAccount = command(
  { name: "retire-service-account", allow: "token:manage", input: operation.input },
  async ({ tx, input, program, now }) => {
    const { id, ...was } = await serviceAccountView(tx, program, input.handle);
    if (was.retiredAt) return { event: "repeated", result: was };
    await tx.person.update({ where: { id }, data: { deactivatedAt: now } });
    await tx.token.updateMany({
      where: { ownerId: id, revokedAt: null },
      data: { revokedAt: now },
    });
    await tx.invitation.updateMany({
      where: { invitedById: id, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    const { id: _, ...view } = await serviceAccountView(tx, program, input.handle);
    return {
      event: {
        subject: { person: view.handle },
        was: { isActive: true, tokens: was.tokens },
        now: { isActive: false, tokens: 0 },
      },
      result: view,
      announce: [{ kind: "tokens" }, { kind: "program", program: program.key }],
    };
  },
);
