import { changePassword as changePasswordOperation } from "@/lib/contract/invitations";
import { changePassword } from "@/lib/server/commands/change-password";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(changePasswordOperation, changePassword);
