import * as contract from "@/lib/contract/people";
import { createToken } from "@/lib/server/commands/create-token";
import { endpoint } from "@/lib/server/http";
import { listTokens } from "@/lib/server/queries/list-tokens";

export const GET = endpoint(contract.listTokens, listTokens);
export const POST = endpoint(contract.createToken, createToken);
