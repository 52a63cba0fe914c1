import * as contract from "@/lib/contract/requests";
import { withdrawRequest } from "@/lib/server/commands/withdraw-request";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.withdrawRequest, withdrawRequest);
