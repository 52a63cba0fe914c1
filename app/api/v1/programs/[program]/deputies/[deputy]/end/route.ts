import * as contract from "@/lib/contract/deputies";
import { endDeputy } from "@/lib/server/commands/end-deputy";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.endDeputy, endDeputy);
