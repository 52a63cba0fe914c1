import { openAccount as openAccountOperation } from "@/lib/contract/invitations";
import { openAccount } from "@/lib/server/commands/open-account";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(openAccountOperation, openAccount);
