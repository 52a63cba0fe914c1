import * as contract from "@/lib/contract/requests";
import { editRequest } from "@/lib/server/commands/edit-request";
import { endpoint } from "@/lib/server/http";
import { readRequest } from "@/lib/server/queries/read-request";

export const GET = endpoint(contract.readRequest, readRequest);
export const PUT = endpoint(contract.editRequest, editRequest);
