import type { ProgramGateDetail } from "@/lib/contract/program-gates";
import type { Actor } from "@/lib/domain/permissions";
import { namedIn } from "@/lib/domain/read-criterion";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import { may } from "@/lib/server/registers/milestone-view";
import { readProgramGates } from "@/lib/server/registers/program-gate-view";
import { registerHistory } from "@/lib/server/registers/register-history";

type Program = Parameters<typeof readProgramGates>[1];

const requiredBy = async (
  tx: Transaction,
  programId: string,
  gate: ProgramGateDetail["gate"],
): Promise<ProgramGateDetail["requiredBy"]> => {
  const milestones = await tx.milestone.findMany({
    where: { programId },
    orderBy: { position: "asc" },
    select: {
      key: true,
      title: true,
      criteria: { select: { refers: true, title: true, evidence: true, notes: true } },
    },
  });
  const ground = {
    gates: new Map([[gate.key, gate]]),
    decisions: new Map(),
  };
  return milestones
    .filter(({ criteria }) =>
      criteria.some(
        ({ refers, title, evidence, notes }) =>
          (refers as { gate?: string } | null)?.gate === gate.key ||
          namedIn(`${title}\n${evidence}\n${notes}`, ground).length > 0,
      ),
    )
    .map(({ key, title }) => ({ milestone: key, title }));
};

/** One program gate with its history and the milestones whose criteria name it. */
export const programGateDetail = async (
  tx: Transaction,
  program: Program,
  actor: Actor,
  key: string,
  now: Date,
): Promise<ProgramGateDetail> => {
  const { gates } = await readProgramGates(tx, program, now);
  const gate = gates.find((each) => each.key === key);
  if (!gate) throw new Refusal("not-found", `${program.key} has no program gate ${key}.`);
  return {
    gate,
    history: await registerHistory(
      tx,
      program.id,
      { kind: "program-gate", key, subject: "programGate" },
      ["set-program-gate"],
    ),
    requiredBy: await requiredBy(tx, program.id, gate),
    mayWrite: may(actor, "register:write", program.id),
  };
};
