import * as contract from "@/lib/contract/metric-servers";
import { endpoint } from "@/lib/server/http";
import { listMetricServers } from "@/lib/server/queries/list-metric-servers";

export const GET = endpoint(contract.listMetricServers, listMetricServers);
