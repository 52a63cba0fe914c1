import * as contract from "@/lib/contract/programs";
import { createProgram } from "@/lib/server/commands/create-program";
import { endpoint } from "@/lib/server/http";
import { listPrograms } from "@/lib/server/queries/list-programs";

export const GET = endpoint(contract.listPrograms, listPrograms);
export const POST = endpoint(contract.createProgram, createProgram);
