import { acceptInvitation as operation } from "@/lib/contract/invitations";
import { Refusal } from "@/lib/domain/refusal";
import { installationChain } from "@/lib/server/audit";
import { command } from "@/lib/server/command";
import { openInvitation, takeUp } from "@/lib/server/people/invitations";

/** Takes what an invitation gives; only as somebody whose provider vouches for its address. */
export const acceptInvitation = command(
  { name: "accept-invitation", allow: "anybody", input: operation.input },
  async ({ tx, actor, input, now }) => {
    const invitation = await openInvitation(tx, input.code, now);
    if (actor.kind !== "person") {
      throw new Refusal("conflict", "An invitation is for a person. Sign in and accept it there.");
    }
    const { email } = await tx.person.findUniqueOrThrow({
      where: { id: actor.id },
      select: { email: true },
    });
    if (email?.toLowerCase() !== invitation.email) {
      throw new Refusal(
        "conflict",
        `The invitation is for ${invitation.email}; you are signed in as ${actor.name} with ${email ?? "no address"}. Sign in with that address, or ask for an invitation to yours.`,
      );
    }
    await takeUp(tx, invitation, actor.id, now);
    const program = invitation.program?.key ?? null;
    return {
      event: {
        subject: { person: actor.handle, invitation: invitation.id },
        now: {
          program,
          role: invitation.role,
          teams: invitation.teams,
          by: invitation.invitedByName,
        },
        chain: invitation.programId ?? installationChain,
      },
      result: { program },
      announce: program === null ? [] : [{ kind: "program", program }],
    };
  },
);
