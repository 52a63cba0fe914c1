import { listProgramGates as operation } from "@/lib/contract/program-gates";
import { endpoint } from "@/lib/server/http";
import { listProgramGates } from "@/lib/server/queries/list-program-gates";

export const GET = endpoint(operation, listProgramGates);
