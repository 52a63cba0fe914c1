import { revokeProgramInvitation as operation } from "@/lib/contract/invitations";
import { command } from "@/lib/server/command";
import { endInvitation } from "@/lib/server/people/invitations";

/** Revokes an invitation into the program; one that is used or over stays as it is. */
export const revokeProgramInvitation = command(
  { name: "revoke-program-invitation", allow: "people:manage", input: operation.input },
  async ({ tx, input, now, program }) => {
    const where = { id: input.invitation, programId: program.id };
    const { view, wasOpen } = await endInvitation(tx, where, now);
    if (!wasOpen) return { event: "repeated", result: view };
    return {
      event: { subject: { invitation: view.id, email: view.email }, now: { state: view.state } },
      result: view,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
