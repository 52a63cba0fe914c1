import {
  type BudgetClause,
  type BudgetFault,
  clauseWords,
  type MeasuredClause,
} from "./budget-clause";
import { metricWords } from "./metric";
import { readClause } from "./read-clause";

export type ParsedBudget = {
  readonly clauses: readonly BudgetClause[];
  readonly faults: readonly BudgetFault[];
};

/** Longer budgets are documents. */
export const longestBudget = 1000;

const separator = /[;\n]|,(?!\d)|(?<!\d),|\s+and\s+|\s*&&\s*/gi;

/** The parts between separators, each with where its first letter stands. */
const partsOf = (text: string): { text: string; at: number }[] => {
  const parts: { text: string; at: number }[] = [];
  let from = 0;
  const take = (to: number): void => {
    const raw = text.slice(from, to);
    const trimmed = raw.replace(/^\s*(?:and\s+)?/i, "").replace(/[\s.]+$/, "");
    if (trimmed !== "") parts.push({ text: trimmed, at: from + raw.indexOf(trimmed) });
  };
  for (const match of text.matchAll(separator)) {
    take(match.index);
    from = match.index + match[0].length;
  }
  take(text.length);
  return parts;
};

/** One metric for two parts of a surface is two budgets: its measurements would not know which is meant. */
const twoSurfaces = (clauses: readonly BudgetClause[], at: readonly number[]): BudgetFault[] => {
  const first = new Map<string, MeasuredClause>();
  return clauses.flatMap((clause, index): BudgetFault[] => {
    if (clause.kind !== "measured") return [];
    const before = first.get(clause.metric);
    if (before === undefined) first.set(clause.metric, clause);
    if (before === undefined || before.of === clause.of) return [];
    const words = metricWords(clause.metric);
    return [
      {
        says: `${words} is limited for "${before.of ?? "all"}" and for "${clause.of ?? "all"}". Make a budget of each: one budget has one ${words}.`,
        at: at[index] ?? 0,
        text: clause.text,
      },
    ];
  });
};

/**
 * Reads a budget as people write it: clauses separated by comma, semicolon or `and`, each a metric, a
 * comparison and a limit (`P95 <= baseline + 10%`, `error rate not worse than baseline + 0.2%`, `p95 <= 50ms`).
 * Percent of a rate are percentage points. Text that names no number is kept as a clause to be shown by
 * evidence. What reads like a limit and cannot be understood is a fault that says how far it was understood.
 * Nothing is dropped: every part of the text is a clause or a fault. Source: domain.md, "Budgets".
 */
export const parseBudget = (text: string): ParsedBudget => {
  if (text.length > longestBudget) {
    const says = `A budget has at most ${longestBudget} characters; this has ${text.length}. Make several of it.`;
    return { clauses: [], faults: [{ says, at: longestBudget, text: "" }] };
  }
  const parts = partsOf(text);
  if (parts.length === 0) {
    const says =
      "The budget is empty. Write what it may cost, for example P95 <= baseline + 10%, error rate <= baseline + 0.2%.";
    return { clauses: [], faults: [{ says, at: 0, text: "" }] };
  }
  const read = parts.map((part) => readClause(part.text, part.at));
  const clauses = read.flatMap((each) => ("fault" in each ? [] : [each.clause]));
  const starts = read.flatMap((each, index) => ("fault" in each ? [] : [parts[index]?.at ?? 0]));
  const faults = read.flatMap((each) => ("fault" in each ? [each.fault] : []));
  return { clauses, faults: [...faults, ...twoSurfaces(clauses, starts)] };
};

/** Clauses as one budget, which reads as the same clauses again. */
export const budgetWords = (clauses: readonly BudgetClause[]): string =>
  clauses.map(clauseWords).join(", ");

/** Which metrics the clauses need measured, each once, in their order. */
export const metricsOf = (clauses: readonly BudgetClause[]): string[] => [
  ...new Set(clauses.flatMap((clause) => (clause.kind === "measured" ? [clause.metric] : []))),
];

/** Whether any clause is held against what legacy costs. */
export const needsBaseline = (clauses: readonly BudgetClause[]): boolean =>
  clauses.some((clause) => clause.kind === "measured" && clause.limit.kind === "baseline");
