import * as contract from "@/lib/contract/clients";
import { removeClient } from "@/lib/server/commands/remove-client";
import { endpoint } from "@/lib/server/http";
import { listClients } from "@/lib/server/queries/list-clients";

export const GET = endpoint(contract.listClients, listClients);
export const DELETE = endpoint(contract.removeClient, removeClient);
