import * as contract from "@/lib/contract/policy";
import { setPolicy } from "@/lib/server/commands/set-policy";
import { endpoint } from "@/lib/server/http";
import { readPolicy } from "@/lib/server/queries/read-policy";

export const GET = endpoint(contract.readPolicy, readPolicy);
export const PUT = endpoint(contract.setPolicy, setPolicy);
