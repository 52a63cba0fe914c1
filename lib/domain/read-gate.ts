import { timeWords } from "@/lib/domain/environment-policy";
import type { GateFacts, WaiverFact } from "@/lib/domain/gate-facts";
import type { GateReading, GateStep } from "@/lib/domain/gate-reading";
import { type ExpressionReader, type GateRule, readRule } from "@/lib/domain/gate-rule";
import { earliest, type RuleReading } from "@/lib/domain/gate-verdict";

/** Which capabilities a gate asks; nothing said asks all. The others read not-applicable. */
export type GateReach = {
  readonly kinds?: readonly string[] | undefined;
  readonly capabilities?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
};

/** A quality gate as a program defines it. */
export type GateDefinition = {
  readonly key: string;
  readonly title: string;
  readonly guards: GateStep;
  readonly rule: GateRule;
  readonly reach: GateReach;
  readonly owner: string | null;
  readonly isDryRun: boolean;
};

const outOfReach = (
  { kinds = [], capabilities = [], except = [] }: GateReach,
  { capability, rows }: GateFacts,
): string | null => {
  if (except.includes(capability.key)) return `The gate leaves ${capability.key} out.`;
  if (capabilities.length > 0 && !capabilities.includes(capability.key)) {
    return `The gate asks other capabilities: ${capabilities.slice(0, 3).join(", ")}${capabilities.length > 3 ? " and more" : ""}.`;
  }
  if (kinds.length > 0 && !rows.some(({ kind }) => kinds.includes(kind))) {
    return `It has no ${kinds.join(" and no ")}.`;
  }
  return null;
};

const notAsked = (because: string): RuleReading => ({
  state: "not-applicable",
  because,
  short: null,
  clause: null,
  facts: [],
  until: null,
});

/**
 * Sets a reading aside where a waiver in force says so. One past its end opens nothing any more, and
 * what passes by itself needs none.
 */
const waived = (
  reading: RuleReading,
  waiver: WaiverFact | undefined,
): Pick<GateReading, "state" | "because" | "until" | "waiver"> => {
  const { state, because, until } = reading;
  if (!waiver || state === "pass" || state === "not-applicable") {
    return { state, because, until, waiver: null };
  }
  const { id, by, reason } = waiver;
  return {
    state: "waived",
    because: `${by} set it aside until ${timeWords(waiver.until)}: ${reason} Without, it reads ${state}: ${because}`,
    until: earliest([until, waiver.until]),
    waiver: { id, by, reason, until: waiver.until, reads: { state, because } },
  };
};

/**
 * Reads one gate for one capability in one environment. In: its definition, the facts, the time, and
 * what reads expressions. Out: the reading with what it was read from, whose it is, and when age alone
 * changes it. domain.md, "Quality gate".
 */
export const readGate = (
  gate: GateDefinition,
  facts: GateFacts,
  now: Date,
  readExpression: ExpressionReader,
): GateReading => {
  const because = outOfReach(gate.reach, facts);
  const reading =
    because === null ? readRule(gate.rule, facts, now, readExpression) : notAsked(because);
  const waiver = facts.waivers.find((each) => each.gate === gate.key && new Date(each.until) > now);
  return {
    gate: gate.key,
    title: gate.title,
    guards: gate.guards,
    ...waived(reading, waiver),
    short: reading.short,
    clause: reading.clause,
    facts: reading.facts,
    owner: waiver?.owner ?? gate.owner ?? facts.capability.teams[0] ?? null,
    isDryRun: gate.isDryRun,
  };
};
