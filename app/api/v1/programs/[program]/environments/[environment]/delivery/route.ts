import * as contract from "@/lib/contract/switches";
import { endpoint } from "@/lib/server/http";
import { readDelivery } from "@/lib/server/queries/read-delivery";

export const GET = endpoint(contract.readDelivery, readDelivery);
