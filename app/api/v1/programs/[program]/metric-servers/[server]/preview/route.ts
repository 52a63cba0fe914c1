import * as contract from "@/lib/contract/metric-servers";
import { endpoint } from "@/lib/server/http";
import { previewMetricQuery } from "@/lib/server/queries/preview-metric-query";

export const POST = endpoint(contract.previewMetricQuery, previewMetricQuery);
