import * as contract from "@/lib/contract/notices";
import { editEndpoint } from "@/lib/server/commands/edit-endpoint";
import { removeEndpoint } from "@/lib/server/commands/remove-endpoint";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(contract.editEndpoint, editEndpoint);
export const DELETE = endpoint(contract.removeEndpoint, removeEndpoint);
