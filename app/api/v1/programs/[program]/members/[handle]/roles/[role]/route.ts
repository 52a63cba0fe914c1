import * as contract from "@/lib/contract/people";
import { grantRole } from "@/lib/server/commands/grant-role";
import { revokeRole } from "@/lib/server/commands/revoke-role";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(contract.grantRole, grantRole);
export const DELETE = endpoint(contract.revokeRole, revokeRole);
