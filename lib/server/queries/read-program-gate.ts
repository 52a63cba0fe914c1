import { readProgramGate as operation } from "@/lib/contract/program-gates";
import { query } from "@/lib/server/query";
import { programGateDetail } from "@/lib/server/registers/program-gate-detail";

/** One program gate with its history and what requires it. */
export const readProgramGate = query(
  { name: "read-program-gate", allow: "program:read", input: operation.input },
  ({ db, actor, input, program, now }) => programGateDetail(db, program, actor, input.gate, now),
);
