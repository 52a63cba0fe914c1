import {
  inviteToProgram as inviteToProgramOperation,
  listProgramInvitations as listProgramInvitationsOperation,
} from "@/lib/contract/invitations";
import { inviteToProgram } from "@/lib/server/commands/invite-to-program";
import { endpoint } from "@/lib/server/http";
import { mailing } from "@/lib/server/people/mail-invitation";
import { listProgramInvitations } from "@/lib/server/queries/list-program-invitations";

export const GET = endpoint(listProgramInvitationsOperation, listProgramInvitations);
export const POST = endpoint(inviteToProgramOperation, mailing(inviteToProgram));
