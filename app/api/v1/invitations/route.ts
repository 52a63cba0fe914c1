import {
  inviteToInstallation as inviteToInstallationOperation,
  listInvitations as listInvitationsOperation,
} from "@/lib/contract/invitations";
import { inviteToInstallation } from "@/lib/server/commands/invite-to-installation";
import { endpoint } from "@/lib/server/http";
import { mailing } from "@/lib/server/people/mail-invitation";
import { listInvitations } from "@/lib/server/queries/list-invitations";

export const GET = endpoint(listInvitationsOperation, listInvitations);
export const POST = endpoint(inviteToInstallationOperation, mailing(inviteToInstallation));
