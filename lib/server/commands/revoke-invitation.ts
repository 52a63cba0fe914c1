import { revokeInvitation as operation } from "@/lib/contract/invitations";
import { command } from "@/lib/server/command";
import { endInvitation } from "@/lib/server/people/invitations";

/** Revokes any invitation; one that is used or over stays as it is. */
export const revokeInvitation = command(
  { name: "revoke-invitation", allow: "installation:manage", input: operation.input },
  async ({ tx, input, now }) => {
    const { view, wasOpen } = await endInvitation(tx, { id: input.invitation }, now);
    if (!wasOpen) return { event: "repeated", result: view };
    return {
      event: { subject: { invitation: view.id, email: view.email }, now: { state: view.state } },
      result: view,
    };
  },
);
