import * as contract from "@/lib/contract/clients";
import { endpoint } from "@/lib/server/http";
import { listTraffic } from "@/lib/server/queries/list-traffic";

export const GET = endpoint(contract.listTraffic, listTraffic);
