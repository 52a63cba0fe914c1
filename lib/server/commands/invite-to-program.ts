import { inviteToProgram as operation } from "@/lib/contract/invitations";
import { command } from "@/lib/server/command";
import { storeInvitation } from "@/lib/server/people/invitations";

/** Invites somebody into the program with a role, and into teams that are its managers' to fill. */
export const inviteToProgram = command(
  { name: "invite-to-program", allow: "people:manage", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { view, link } = await storeInvitation(tx, actor, program, input, now);
    return {
      event: { subject: { invitation: view.id, email: view.email }, now: view },
      result: { ...view, link },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
