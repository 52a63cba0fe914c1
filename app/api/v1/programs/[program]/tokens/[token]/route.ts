import * as contract from "@/lib/contract/people";
import { revokeToken } from "@/lib/server/commands/revoke-token";
import { endpoint } from "@/lib/server/http";

export const DELETE = endpoint(contract.revokeToken, revokeToken);
