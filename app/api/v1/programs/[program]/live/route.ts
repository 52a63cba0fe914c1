import * as contract from "@/lib/contract/programs";
import { endpoint } from "@/lib/server/http";
import { watchProgram } from "@/lib/server/queries/watch-program";

export const GET = endpoint(contract.watchProgram, watchProgram);
