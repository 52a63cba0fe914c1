import { type BudgetUnit, type Comparison, limitWords, type MeasuredClause } from "./budget-clause";
import {
  compare,
  type Decimal,
  decimalOf,
  decimalWords,
  minus,
  plus,
  times,
} from "./exact-decimal";
import { isRate, metricUnit, metricWords } from "./metric";

/** How many of a metric's own unit (ms, %, per second) one of a unit is; exactly, as a decimal or a share. */
const factors: Readonly<Record<BudgetUnit, { readonly times: number; readonly per: number }>> = {
  us: { times: 0.001, per: 1 },
  ms: { times: 1, per: 1 },
  s: { times: 1000, per: 1 },
  min: { times: 60_000, per: 1 },
  h: { times: 3_600_000, per: 1 },
  "%": { times: 1, per: 1 },
  "/s": { times: 1, per: 1 },
  "/min": { times: 1, per: 60 },
};

const holds: Readonly<Record<Comparison, (difference: number) => boolean>> = {
  "<=": (difference) => difference <= 0,
  "<": (difference) => difference < 0,
  ">=": (difference) => difference >= 0,
  ">": (difference) => difference > 0,
};

const unitText: Readonly<Record<BudgetUnit, string>> = {
  us: "µs",
  ms: "ms",
  s: "s",
  min: "min",
  h: "h",
  "%": "%",
  "/s": "/s",
  "/min": "/min",
};

/** The metric's own unit times `per`, so that a limit per minute stays exact. */
type Scaled = { readonly amount: Decimal; readonly per: number };

const limitOf = ({ metric, limit }: MeasuredClause, baseline: number | null): Scaled | null => {
  if (limit.kind === "fixed") {
    const { times: factor, per } = factors[limit.quantity.unit];
    return { amount: times(decimalOf(limit.quantity.value), decimalOf(factor)), per };
  }
  if (baseline === null) return null;
  const from = decimalOf(baseline);
  if (limit.allowance === null) return { amount: from, per: 1 };
  const { sign, quantity } = limit.allowance;
  const { times: factor, per } = factors[quantity.unit];
  const written = decimalOf(quantity.value);
  const isShare = quantity.unit === "%" && !isRate(metric);
  const more = isShare
    ? times(times(from, written), decimalOf(0.01))
    : times(written, decimalOf(factor));
  const base = isShare ? from : times(from, decimalOf(per));
  return { amount: sign === "+" ? plus(base, more) : minus(base, more), per: isShare ? 1 : per };
};

const numberOf = ({ digits, places }: Decimal): number => Number(`${digits}e-${places}`);

/**
 * What a clause's limit is in the metric's own unit (ms, %, per second), given what legacy costs; `null`
 * where it needs a baseline and there is none. For drawing: verdicts are exact and made by `holdAgainst`.
 */
export const limitValue = (clause: MeasuredClause, baseline: number | null): number | null => {
  const limit = limitOf(clause, baseline);
  return limit === null ? null : numberOf(limit.amount) / limit.per;
};

/** In milliseconds what is of the baseline; in the unit that was written what is fixed. */
const shownIn = ({ metric, limit }: MeasuredClause): BudgetUnit =>
  limit.kind === "fixed" ? limit.quantity.unit : metricUnit(metric);

/** An amount of the metric's own unit (times `per`) in a unit, at most so many places: for words alone. */
const amountWords = (amount: Decimal, per: number, unit: BudgetUnit, places: number): string => {
  const { times: factor, per: unitPer } = factors[unit];
  if (factor === 1 && per === unitPer) return decimalWords(amount, places);
  return decimalWords(decimalOf((numberOf(amount) / per / factor) * unitPer), places);
};

const withUnit = (words: string, unit: BudgetUnit): string => `${words} ${unitText[unit]}`;

/** A measured value in words: `118 ms`, `0.4 %`. */
export const valueWords = (metric: string, value: number): string =>
  withUnit(decimalWords(decimalOf(value), 3), metricUnit(metric));

const bound: Readonly<Record<Comparison, string>> = {
  "<=": "limit",
  "<": "limit below",
  ">=": "at least",
  ">": "more than",
};

const subjectWords = ({ metric, of }: MeasuredClause): string =>
  of === null ? metricWords(metric) : `${metricWords(metric)} ${of}`;

/** `baseline 104 ms + 10 % = 114.4 ms`, or `limit 50 ms`; without a baseline the limit as it is written. */
export const limitArithmetic = (
  clause: MeasuredClause,
  baseline: number | null,
  places = 3,
): string => {
  const { limit, comparison } = clause;
  const unit = shownIn(clause);
  const amount = limitOf(clause, baseline);
  if (amount === null || baseline === null || limit.kind === "fixed") {
    return limit.kind === "fixed"
      ? `${bound[comparison]} ${withUnit(decimalWords(decimalOf(limit.quantity.value), 12), unit)}`
      : limitWords(limit);
  }
  const from = withUnit(decimalWords(decimalOf(baseline), places), unit);
  if (limit.allowance === null) return `baseline ${from}`;
  const { sign, quantity } = limit.allowance;
  const isPoints = isRate(clause.metric);
  const more = `${decimalWords(decimalOf(quantity.value), 12)} ${isPoints ? "points" : unitText[quantity.unit]}`;
  const whole = withUnit(amountWords(amount.amount, amount.per, unit, places), unit);
  return `baseline ${from} ${sign} ${more} = ${whole}`;
};

/** Few places where they tell the difference, as many as it takes where they do not. */
const placesFor = (value: Decimal, limit: Decimal): number => {
  const most = Math.max(value.places, limit.places, 3);
  for (let places = 3; places < most; places += 1) {
    if (decimalWords(value, places) !== decimalWords(limit, places)) return places;
  }
  return compare(value, limit) === 0 ? 3 : most;
};

/**
 * Holds a measured value against a clause, in the metric's own unit. The verdict is exact: decimals as they
 * are written, nothing rounded; only the words are, and never so far that they hide the difference.
 * `P95 118 ms; baseline 104 ms + 10 % = 114.4 ms: breached by 3.6 ms`. Without a baseline that it needs: `null`.
 */
export const holdAgainst = (
  clause: MeasuredClause,
  value: number,
  baseline: number | null,
): {
  readonly isWithin: boolean;
  readonly says: string;
  /** How far it lies from its limit, for a cell: `+3.6 ms`. */
  readonly short: string;
} | null => {
  const limit = limitOf(clause, baseline);
  if (limit === null) return null;
  const measured = times(decimalOf(value), decimalOf(limit.per));
  const isWithin = holds[clause.comparison](compare(measured, limit.amount));
  const difference = minus(measured, limit.amount);
  const margin = {
    ...difference,
    digits: difference.digits < 0n ? -difference.digits : difference.digits,
  };
  const unit = shownIn(clause);
  const places = placesFor(measured, limit.amount);
  const shown = withUnit(amountWords(measured, limit.per, unit, places), unit);
  const by = amountWords(margin, limit.per, unit, places);
  const points = isRate(clause.metric) ? "points" : unitText[unit];
  const arithmetic = limitArithmetic(clause, baseline, places);
  const verdict = isWithin ? "within" : "breached";
  const how =
    margin.digits === 0n
      ? isWithin
        ? "within, exactly at it"
        : `breached: exactly at it, and it has to be ${clause.comparison === "<" ? "below" : "above"}`
      : `${verdict} by ${by} ${points}`;
  const sign = difference.digits < 0n ? "-" : "+";
  return {
    isWithin,
    says: `${subjectWords(clause)} ${shown}; ${arithmetic}: ${how}`,
    short: `${sign}${amountWords(margin, limit.per, unit, 1)} ${unitText[unit]}`,
  };
};
