import * as contract from "@/lib/contract/notices";
import { endpoint } from "@/lib/server/http";
import { countNotices } from "@/lib/server/queries/count-notices";

export const GET = endpoint(contract.countNotices, countNotices);
