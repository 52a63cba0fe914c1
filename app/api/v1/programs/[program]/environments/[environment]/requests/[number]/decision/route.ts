import * as contract from "@/lib/contract/requests";
import { decideRequest } from "@/lib/server/commands/decide-request";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.decideRequest, decideRequest);
