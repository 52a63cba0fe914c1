import * as contract from "@/lib/contract/items";
import { endpoint } from "@/lib/server/http";
import { readItem } from "@/lib/server/queries/read-item";

export const GET = endpoint(contract.readItem, readItem);
