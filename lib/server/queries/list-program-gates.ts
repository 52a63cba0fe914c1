import { listProgramGates as operation } from "@/lib/contract/program-gates";
import { programGateStates } from "@/lib/domain/program-gate-state";
import { query } from "@/lib/server/query";
import { readProgramGates } from "@/lib/server/registers/program-gate-view";

/** The program's own gates as they count, in order. */
export const listProgramGates = query(
  { name: "list-program-gates", allow: "program:read", input: operation.input },
  async ({ db, program, now }) => {
    const { gates } = await readProgramGates(db, program, now);
    const counts = Object.fromEntries(
      programGateStates.map((state) => [
        state,
        gates.filter((gate) => gate.state === state).length,
      ]),
    ) as Record<(typeof programGateStates)[number], number>;
    return { gates, counts };
  },
);
