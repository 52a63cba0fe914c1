import { inviteToInstallation as operation } from "@/lib/contract/invitations";
import { command } from "@/lib/server/command";
import { storeInvitation } from "@/lib/server/people/invitations";

/** Invites somebody who gets a role in no program yet, but perhaps a team. */
export const inviteToInstallation = command(
  { name: "invite-to-installation", allow: "installation:manage", input: operation.input },
  async ({ tx, actor, input, now }) => {
    const { view, link } = await storeInvitation(tx, actor, null, { ...input, role: null }, now);
    return {
      event: { subject: { invitation: view.id, email: view.email }, now: view },
      result: { ...view, link },
    };
  },
);
