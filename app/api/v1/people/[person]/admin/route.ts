import { setAdmin as setAdminOperation } from "@/lib/contract/accounts";
import { setAdmin } from "@/lib/server/commands/set-admin";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(setAdminOperation, setAdmin);
