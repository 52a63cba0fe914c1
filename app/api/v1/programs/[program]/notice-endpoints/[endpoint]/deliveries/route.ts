import * as contract from "@/lib/contract/notices";
import { endpoint } from "@/lib/server/http";
import { listDeliveries } from "@/lib/server/queries/list-deliveries";

export const GET = endpoint(contract.listDeliveries, listDeliveries);
