import { acceptInvitation as acceptInvitationOperation } from "@/lib/contract/invitations";
import { acceptInvitation } from "@/lib/server/commands/accept-invitation";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(acceptInvitationOperation, acceptInvitation);
