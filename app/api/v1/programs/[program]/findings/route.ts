import * as contract from "@/lib/contract/items";
import { endpoint } from "@/lib/server/http";
import { listFindings } from "@/lib/server/queries/list-findings";

export const GET = endpoint(contract.listFindings, listFindings);
