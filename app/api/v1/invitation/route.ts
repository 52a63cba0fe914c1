import { readInvitation as readInvitationOperation } from "@/lib/contract/invitations";
import { endpoint } from "@/lib/server/http";
import { readInvitation } from "@/lib/server/queries/read-invitation";

export const POST = endpoint(readInvitationOperation, readInvitation);
