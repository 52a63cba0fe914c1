import { readAccount as operation } from "@/lib/contract/sessions";
import { endpoint } from "@/lib/server/http";
import { readAccount } from "@/lib/server/queries/read-account";

export const GET = endpoint(operation, readAccount);
