import * as contract from "@/lib/contract/overview";
import { endpoint } from "@/lib/server/http";
import { readOverview } from "@/lib/server/queries/read-overview";

export const GET = endpoint(contract.readOverview, readOverview);
