import { reactivatePerson as operation } from "@/lib/contract/accounts";
import { command } from "@/lib/server/command";
import { accountNamed } from "@/lib/server/people/account-view";

/** Lets somebody in again with what they had; their tokens stay revoked, their sessions ended. */
export const reactivatePerson = command(
  { name: "reactivate-person", allow: "installation:manage", input: operation.input },
  async ({ tx, input }) => {
    const { id, view } = await accountNamed(tx, input.person);
    if (!view.deactivatedAt) return { event: "repeated", result: view };
    await tx.person.update({ where: { id }, data: { deactivatedAt: null } });
    return {
      event: {
        subject: { person: view.handle },
        was: { isActive: false, since: view.deactivatedAt },
        now: { isActive: true },
        reason: input.reason,
      },
      result: { ...view, deactivatedAt: null },
    };
  },
);
