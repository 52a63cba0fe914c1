import { checkFaults, type GateRule, readRule } from "@/lib/domain/gate-rule";
import { type RuleReading, unknownReading } from "@/lib/domain/gate-verdict";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import { expressionFaults, readExpression } from "@/lib/server/gates/cel";
import { loadGateFacts } from "@/lib/server/gates/gate-facts";

type Program = {
  readonly id: string;
  readonly key: string;
  readonly legacyName: string;
  readonly targetName: string;
};

export type RuleReader = (rule: unknown) => RuleReading;

/**
 * Reads rules over the program as a whole, as gates of the program and criteria of milestones have them: over all its
 * rows, in its last environment, which is where it has to hold in the end.
 */
export const programRuleReader = async (
  tx: Transaction,
  program: Program,
  now: Date,
): Promise<RuleReader> => {
  const last = await tx.environment.findFirst({
    where: { programId: program.id },
    orderBy: { position: "desc" },
    select: { key: true },
  });
  if (!last) return () => unknownReading("The program has no environment to read it in.");
  const { whole } = await loadGateFacts(tx, program, now, last.key);
  const facts = whole.get(last.key);
  if (!facts) return () => unknownReading("Nothing is known of the program.");
  return (rule) => readRule(rule as GateRule, facts, now, readExpression);
};

/** Reads no rule: for programs whose gates and criteria have none. */
export const noRules: RuleReader = () => unknownReading("There is no rule.");

/** Refuses a rule that cannot be read, with each fault at its field. */
export const refuseFaultyRule = (rule: GateRule): void => {
  const faults = rule.kind === "check" ? checkFaults(rule) : expressionFaults(rule.expression, []);
  const [first] = faults;
  if (first) throw new Refusal("invalid", first.says, faults);
};
