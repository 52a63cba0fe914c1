import type { CriteriaEdit } from "@/lib/contract/criteria";
import { canonicalJson } from "@/lib/domain/canonical-json";
import type { GateRule } from "@/lib/domain/gate-rule";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import { jsonDifference } from "@/lib/server/gates/json-difference";
import type { PlannedCriteria } from "@/lib/server/gates/planned-criteria";
import { refuseFaultyRule } from "@/lib/server/gates/program-rules";

type GateRuleEdit = CriteriaEdit & { kind: "program-gate-rule" };
type Program = { readonly id: string; readonly key: string };

/** The program gate, while its rule is the one that was seen. */
export const programGateWithRule = async (
  tx: Transaction,
  program: Program,
  { gate, was }: GateRuleEdit,
): Promise<{ version: number }> => {
  const row = await tx.programGate.findUnique({
    where: { programId_key: { programId: program.id, key: gate } },
  });
  if (!row) throw new Refusal("not-found", `${program.key} has no program gate ${gate}.`);
  if (canonicalJson(row.rule) !== canonicalJson(was)) {
    throw new Refusal(
      "stale-version",
      `The rule of ${gate} is another one by now. Look at it and decide again.`,
    );
  }
  return row;
};

/** Plans an edit of a program gate's rule. */
export const planGateRule = async (
  tx: Transaction,
  program: Program,
  edit: GateRuleEdit,
): Promise<PlannedCriteria> => {
  const { gate, was, rule } = edit;
  await programGateWithRule(tx, program, edit);
  if (rule) refuseFaultyRule(rule as GateRule);
  const changes = jsonDifference(was, rule);
  if (changes.length === 0) {
    throw new Refusal("no-effect", `The rule of ${gate} says this already.`);
  }
  const verb = rule === null ? "Remove" : was === null ? "Set" : "Change";
  return {
    ground: `program gate ${gate} ${canonicalJson(was)}`,
    title: `${verb} the rule of the program gate ${gate}`,
    changes,
  };
};
