import * as contract from "@/lib/contract/programs";
import { endpoint } from "@/lib/server/http";
import { readProgram } from "@/lib/server/queries/read-program";

export const GET = endpoint(contract.readProgram, readProgram);
