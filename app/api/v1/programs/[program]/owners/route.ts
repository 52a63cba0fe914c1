import * as contract from "@/lib/contract/owners";
import { endpoint } from "@/lib/server/http";
import { readOwners } from "@/lib/server/queries/read-owners";

export const GET = endpoint(contract.readOwners, readOwners);
