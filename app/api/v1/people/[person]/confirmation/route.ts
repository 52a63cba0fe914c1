import { confirmAccount as operation } from "@/lib/contract/accounts";
import { confirmAccount } from "@/lib/server/commands/confirm-account";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, confirmAccount);
