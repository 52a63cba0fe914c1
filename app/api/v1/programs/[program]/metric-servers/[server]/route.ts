import * as contract from "@/lib/contract/metric-servers";
import { removeMetricServer } from "@/lib/server/commands/remove-metric-server";
import { setMetricServer } from "@/lib/server/commands/set-metric-server";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(contract.setMetricServer, setMetricServer);
export const DELETE = endpoint(contract.removeMetricServer, removeMetricServer);
