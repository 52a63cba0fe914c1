import * as contract from "@/lib/contract/items";
import { endpoint } from "@/lib/server/http";
import { listItems } from "@/lib/server/queries/list-items";

export const GET = endpoint(contract.listItems, listItems);
