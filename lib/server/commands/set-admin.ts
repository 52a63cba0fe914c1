import { setAdmin as operation } from "@/lib/contract/accounts";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { accountNamed } from "@/lib/server/people/account-view";
import { objectionToLosingAdmin } from "@/lib/server/people/deactivation";

/** Makes somebody an admin of the installation, or takes it back; the last one stays. */
export const setAdmin = command(
  { name: "set-admin", allow: "installation:manage", input: operation.input },
  async ({ tx, actor, input }) => {
    const { id, view } = await accountNamed(tx, input.person);
    if (view.isAdmin === input.isAdmin) return { event: "repeated", result: view };
    if (view.kind === "service" || view.deactivatedAt) {
      throw new Refusal("conflict", `${view.name} cannot sign in, so cannot be an admin.`);
    }
    const objection = input.isAdmin
      ? null
      : await objectionToLosingAdmin(tx, actor, { id, handle: view.handle, name: view.name });
    if (objection) throw new Refusal("conflict", objection);
    await tx.person.update({ where: { id }, data: { isAdmin: input.isAdmin } });
    return {
      event: {
        subject: { person: view.handle },
        was: { isAdmin: view.isAdmin },
        now: { isAdmin: input.isAdmin },
        reason: input.reason,
      },
      result: { ...view, isAdmin: input.isAdmin },
    };
  },
);
