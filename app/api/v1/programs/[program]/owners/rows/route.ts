import * as contract from "@/lib/contract/owners";
import { endpoint } from "@/lib/server/http";
import { listOwnedRows } from "@/lib/server/queries/list-owned-rows";

export const GET = endpoint(contract.listOwnedRows, listOwnedRows);
