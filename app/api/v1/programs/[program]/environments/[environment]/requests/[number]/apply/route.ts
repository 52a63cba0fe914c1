import * as contract from "@/lib/contract/requests";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.applyRequest, applyRequest);
