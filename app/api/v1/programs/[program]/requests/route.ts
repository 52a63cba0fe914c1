import * as contract from "@/lib/contract/requests";
import { endpoint } from "@/lib/server/http";
import { listRequests } from "@/lib/server/queries/list-requests";

export const GET = endpoint(contract.listRequests, listRequests);
