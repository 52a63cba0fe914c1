import * as contract from "@/lib/contract/deputies";
import { addDeputy } from "@/lib/server/commands/add-deputy";
import { endpoint } from "@/lib/server/http";
import { listDeputies } from "@/lib/server/queries/list-deputies";

export const GET = endpoint(contract.listDeputies, listDeputies);
export const POST = endpoint(contract.addDeputy, addDeputy);
