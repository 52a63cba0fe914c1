import { isRate, metricUnit, metricWords } from "./metric";

/** Units that a limit may be written in, each with what it is in the metric's own unit. */
export type BudgetUnit = "us" | "ms" | "s" | "min" | "h" | "%" | "/s" | "/min";
export type Quantity = { readonly value: number; readonly unit: BudgetUnit };
export type Comparison = "<=" | "<" | ">=" | ">";

/** What a metric is held against: a quantity, or what legacy costs and so much more or less. */
export type BudgetLimit =
  | { readonly kind: "fixed"; readonly quantity: Quantity }
  | {
      readonly kind: "baseline";
      /** More (`+`) or less (`-`) than the baseline; percent of a rate are percentage points. */
      readonly allowance: { readonly sign: "+" | "-"; readonly quantity: Quantity } | null;
    };

export type MeasuredClause = {
  readonly kind: "measured";
  /** As it was written. */
  readonly text: string;
  readonly metric: string;
  /** Which part of the surface it is about, as written: `typical API`. */
  readonly of: string | null;
  readonly comparison: Comparison;
  readonly limit: BudgetLimit;
};

/** A clause that no number settles: it is shown by evidence. */
type StatedClause = { readonly kind: "stated"; readonly text: string };

export type BudgetClause = MeasuredClause | StatedClause;

/** What of a budget was not understood, in words, and where in the text: characters from 0. */
export type BudgetFault = { readonly says: string; readonly at: number; readonly text: string };

const unitWords: Readonly<Record<BudgetUnit, string>> = {
  us: " µs",
  ms: " ms",
  s: " s",
  min: " min",
  h: " h",
  "%": "%",
  "/s": "/s",
  "/min": "/min",
};

const quantityWords = ({ value, unit }: Quantity): string => `${value}${unitWords[unit]}`;

/** A limit as it is written: `baseline + 10%`, `1.5 s`. */
export const limitWords = (limit: BudgetLimit): string => {
  if (limit.kind === "fixed") return quantityWords(limit.quantity);
  const { allowance } = limit;
  return allowance === null
    ? "baseline"
    : `baseline ${allowance.sign} ${quantityWords(allowance.quantity)}`;
};

/** A clause in its plainest writing, which reads as the same clause again. */
export const clauseWords = (clause: BudgetClause): string => {
  if (clause.kind === "stated") return clause.text;
  const { metric, of, comparison, limit } = clause;
  const subject = of === null ? metricWords(metric) : `${metricWords(metric)} ${of}`;
  return `${subject} ${comparison} ${limitWords(limit)}`;
};

/** Which units a metric's limit may be written in: for the faults that say so. */
export const unitsOf = (metric: string): readonly BudgetUnit[] => {
  if (isRate(metric)) return ["%"];
  return metricUnit(metric) === "/s" ? ["/s", "/min"] : ["us", "ms", "s", "min", "h"];
};
