import { revokeProgramInvitation as revokeProgramInvitationOperation } from "@/lib/contract/invitations";
import { revokeProgramInvitation } from "@/lib/server/commands/revoke-program-invitation";
import { endpoint } from "@/lib/server/http";

export const DELETE = endpoint(revokeProgramInvitationOperation, revokeProgramInvitation);
