import * as contract from "@/lib/contract/notices";
import { createEndpoint } from "@/lib/server/commands/create-endpoint";
import { endpoint } from "@/lib/server/http";
import { listEndpoints } from "@/lib/server/queries/list-endpoints";

export const GET = endpoint(contract.listEndpoints, listEndpoints);
export const POST = endpoint(contract.createEndpoint, createEndpoint);
