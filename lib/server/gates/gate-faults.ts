import { checkFaults, type GateRule } from "@/lib/domain/gate-rule";
import { factValues } from "@/lib/domain/gate-values";
import type { GateDefinition } from "@/lib/domain/read-gate";
import { type Reason, Refusal } from "@/lib/domain/refusal";
import { expressionFaults } from "@/lib/server/gates/cel";
import type { ProgramFacts } from "@/lib/server/gates/gate-facts";

const reachFaults = ({ reach }: GateDefinition, known: ReadonlySet<string>): Reason[] =>
  (["capabilities", "except"] as const).flatMap((field) =>
    (reach[field] ?? [])
      .filter((key) => !known.has(key))
      .map((key) => ({ field: `reach.${field}`, says: `There is no capability ${key}.` })),
  );

const ruleFaults = (rule: GateRule, facts: ProgramFacts, now: Date): Reason[] => {
  if (rule.kind === "check") return checkFaults(rule);
  const examples = [...facts.facts.values()].flatMap((byCapability) =>
    [...byCapability.values()].map((each) => factValues(each, now)),
  );
  return expressionFaults(rule.expression, examples);
};

/**
 * Refuses a gate that cannot be read: a check that there is not, a parameter out of range, an expression
 * with a type error or of too great a cost on the facts that there are today.
 */
export const refuseFaultyGate = (gate: GateDefinition, facts: ProgramFacts, now: Date): void => {
  const known = new Set(facts.capabilities.map(({ key }) => key));
  const faults = [...ruleFaults(gate.rule, facts, now), ...reachFaults(gate, known)];
  const [first] = faults;
  if (first) throw new Refusal("invalid", first.says, faults);
};
