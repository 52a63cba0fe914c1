import type { CriteriaEdit } from "@/lib/contract/criteria";
import { gateTemplate } from "@/lib/domain/gate-template";
import type { GateDefinition } from "@/lib/domain/read-gate";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import type { PlannedCriteria } from "@/lib/server/gates/planned-criteria";
import { gateDifference, writeQualityGate } from "@/lib/server/gates/quality-gate-write";

type TemplateEdit = CriteriaEdit & { kind: "gate-template" };
type Program = { readonly id: string; readonly key: string };

/** The gates of the template that are asked for, in its order; refuses what it does not have or the program has by now. */
const asked = async (
  tx: Transaction,
  program: Program,
  { gates }: TemplateEdit,
): Promise<GateDefinition[]> => {
  const unknown = gates.find((key) => gateTemplate.every((gate) => gate.key !== key));
  if (unknown !== undefined) {
    throw new Refusal("invalid", `The template has no gate ${unknown}.`, [
      { field: "gates", says: `there is no ${unknown} in the template` },
    ]);
  }
  const there = await tx.qualityGate.findMany({
    where: { programId: program.id, key: { in: [...gates] } },
    orderBy: { position: "asc" },
    select: { key: true },
  });
  if (there.length === new Set(gates).size) {
    throw new Refusal("no-effect", "The program has these gates already. Nothing was written.");
  }
  if (there.length > 0) {
    const keys = there.map(({ key }) => key).join(", ");
    throw new Refusal(
      "stale-version",
      `The program has ${keys} by now, which is left as it is. Look at what is missing and ask again.`,
    );
  }
  return gateTemplate.filter(({ key }) => gates.includes(key));
};

/** Plans to add gates of the template. */
export const planTemplate = async (
  tx: Transaction,
  program: Program,
  edit: TemplateEdit,
): Promise<PlannedCriteria> => {
  const gates = await asked(tx, program, edit);
  return {
    ground: `gate-template ${gates.map(({ key }) => key).join(" ")}`,
    title: gates.length === 1 ? "Add a quality gate" : `Add ${gates.length} quality gates`,
    changes: gates.map((gate) => `${gate.key}: ${gateDifference(null, gate).join(", ")}`),
  };
};

/** Adds gates of the template after those that the program has. */
export const writeTemplate = async (
  tx: Transaction,
  program: Program,
  edit: TemplateEdit,
  stamp: { readonly by: string; readonly now: Date },
): Promise<{ readonly was: null; readonly is: readonly GateDefinition[] }> => {
  const added: GateDefinition[] = [];
  for (const gate of await asked(tx, program, edit))
    added.push(await writeQualityGate(tx, program.id, gate, null, stamp));
  return { was: null, is: added };
};
