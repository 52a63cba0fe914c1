import * as contract from "@/lib/contract/notices";
import { endpoint } from "@/lib/server/http";
import { listNotices } from "@/lib/server/queries/list-notices";

export const GET = endpoint(contract.listNotices, listNotices);
