import {
  readProgramGate as operation,
  setProgramGate as setOperation,
} from "@/lib/contract/program-gates";
import { setProgramGate } from "@/lib/server/commands/set-program-gate";
import { endpoint } from "@/lib/server/http";
import { readProgramGate } from "@/lib/server/queries/read-program-gate";

export const GET = endpoint(operation, readProgramGate);
export const PUT = endpoint(setOperation, setProgramGate);
