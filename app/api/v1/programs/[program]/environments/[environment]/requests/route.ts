import * as contract from "@/lib/contract/requests";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.requestFlip, requestFlip);
