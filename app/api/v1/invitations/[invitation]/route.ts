import { revokeInvitation as revokeInvitationOperation } from "@/lib/contract/invitations";
import { revokeInvitation } from "@/lib/server/commands/revoke-invitation";
import { endpoint } from "@/lib/server/http";

export const DELETE = endpoint(revokeInvitationOperation, revokeInvitation);
