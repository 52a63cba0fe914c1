import { decimalOf, plus, quotient, times } from "./exact-decimal";
import { isMetric, isRate, metricUnit } from "./metric";

/** What was measured in a span of time that ends `at`: values by metric in ms, %, per second. */
export type MeasuredSpan = {
  readonly at: Date;
  readonly seconds: number;
  /** How many observations it holds; `null` where its source did not say. */
  readonly samples: number | null;
  readonly values: Readonly<Record<string, number>>;
};

type Gap = { readonly from: string; readonly to: string };

/** How far a window has come. */
export type WindowProgress = {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isOver: boolean;
  /** Whole days that are measured or past, counted from its start. */
  readonly daysPast: number;
  readonly days: number;
  /** Parts (hours, or days) that should hold samples by now, and those that do. */
  readonly expected: number;
  readonly covered: number;
  /** Covered of expected, 0 to 1; 0 before the first part is over. */
  readonly completeness: number;
  readonly gaps: readonly Gap[];
  readonly spans: number;
  readonly samples: number | null;
};

/** What legacy cost in a window: frozen when it is closed. */
export type BaselineSnapshot = Omit<WindowProgress, "isOver"> & {
  readonly partSeconds: number;
  readonly values: Readonly<Record<string, CombinedValue>>;
};

export type CombinedValue = {
  readonly value: number;
  readonly lowest: number;
  readonly highest: number;
  readonly spans: number;
  readonly samples: number | null;
  /** How the spans' values became one: see `combineSpans`. */
  readonly combined: "weighted median" | "weighted mean" | "highest";
};

/** Less of a window than this share is incomplete: a day and a half may be missing of 14 days, not more. */
const leastCompleteness = 0.9;

const day = 86_400_000;

/**
 * Seconds of a window's parts, each of which should hold samples: hours where it is measured all the time
 * (a Prometheus query of legacy), days where only runs are reported (k6 in the night).
 */
export const partSeconds = (isContinuous: boolean): number => (isContinuous ? 3600 : 86_400);

const holdsSamples = ({ samples, values }: MeasuredSpan): boolean =>
  samples === null ? Object.keys(values).length > 0 : samples > 0;

const inWindow = (spans: readonly MeasuredSpan[], from: number, to: number): MeasuredSpan[] =>
  spans.filter((span) => holdsSamples(span) && span.at.getTime() > from && span.at.getTime() <= to);

const samplesOf = (spans: readonly MeasuredSpan[]): number | null => {
  if (spans.length === 0) return 0;
  return spans.some(({ samples }) => samples === null)
    ? null
    : spans.reduce((sum, { samples }) => sum + (samples ?? 0), 0);
};

type Window = { readonly startsAt: Date; readonly days: number; readonly partSeconds: number };

/**
 * How far a window of some days has come by `now`: which of its parts hold samples, and the gaps from-to.
 * A part is covered when a span with samples touches it; the part that is still running is not expected yet.
 */
export const windowProgress = (
  window: Window,
  spans: readonly MeasuredSpan[],
  now: Date,
): WindowProgress => {
  const from = window.startsAt.getTime();
  const end = from + window.days * day;
  const until = Math.min(Math.max(now.getTime(), from), end);
  const part = window.partSeconds * 1000;
  const expected = Math.floor((until - from) / part);
  const measured = inWindow(spans, from, until);
  const covered = new Set<number>();
  for (const { at, seconds } of measured) {
    const first = Math.max(0, Math.floor((at.getTime() - seconds * 1000 - from) / part));
    // A span that ends on a part's first instant lies in the part before it.
    const last = Math.ceil((at.getTime() - from) / part) - 1;
    for (let index = first; index <= last && index < expected; index += 1) covered.add(index);
  }
  const gaps: Gap[] = [];
  for (let index = 0; index < expected; index += 1) {
    if (covered.has(index)) continue;
    let next = index;
    while (next < expected && !covered.has(next)) next += 1;
    gaps.push({
      from: new Date(from + index * part).toISOString(),
      to: new Date(from + next * part).toISOString(),
    });
    index = next;
  }
  return {
    startsAt: window.startsAt.toISOString(),
    endsAt: new Date(end).toISOString(),
    isOver: now.getTime() >= end,
    daysPast: Math.floor((until - from) / day),
    days: window.days,
    expected,
    covered: covered.size,
    completeness: expected === 0 ? 0 : covered.size / expected,
    gaps,
    spans: measured.length,
    samples: samplesOf(measured),
  };
};

const weightedMedian = (points: readonly { value: number; weight: number }[]): number => {
  const sorted = [...points].sort((one, other) => one.value - other.value);
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let passed = 0;
  for (const { value, weight } of sorted) {
    passed += weight;
    if (passed >= half) return value;
  }
  return sorted.at(-1)?.value ?? Number.NaN;
};

/** Added up exactly, so that the mean of many equal values is that value. */
const weightedMean = (points: readonly { value: number; weight: number }[]): number => {
  const zero = { digits: 0n, places: 0 };
  const weights = points.map(({ weight }) => decimalOf(weight));
  const whole = weights.reduce(plus, zero);
  const sum = points.reduce(
    (added, { value }, index) => plus(added, times(decimalOf(value), weights[index] ?? zero)),
    zero,
  );
  return quotient(sum, whole);
};

/**
 * One value of a metric for many spans. Percentiles cannot be averaged and the observations are gone, so this
 * is **not** the window's P95: it is the median of the spans' P95s, each weighted by its samples (by its
 * length where a source gives no samples). Half of all observations were made in spans whose P95 was at most
 * that; one bad night does not lift it, and neither does one quiet one lower it. Error rates, averages,
 * saturation and throughput are weighted means, which are exact where spans do not overlap (throughput and
 * saturation by length). A maximum is the highest. `null` where no span has the metric.
 */
export const combineSpans = (
  metric: string,
  spans: readonly MeasuredSpan[],
): CombinedValue | null => {
  const own = spans.filter(
    (span) =>
      holdsSamples(span) &&
      Number.isFinite(span.values[metric]) &&
      (span.values[metric] ?? -1) >= 0,
  );
  if (own.length === 0) return null;
  const samples = samplesOf(own);
  const byLength = samples === null || metric === "saturation" || metricUnit(metric) === "/s";
  const points = own.map((span) => ({
    value: span.values[metric] ?? 0,
    weight: byLength ? Math.max(1, span.seconds) : (span.samples ?? 0),
  }));
  const values = points.map(({ value }) => value);
  const lowest = values.reduce((one, other) => Math.min(one, other));
  const highest = values.reduce((one, other) => Math.max(one, other));
  const isMean = isRate(metric) || metricUnit(metric) === "/s" || /average$/i.test(metric);
  const isHighest = /maximum$/i.test(metric);
  return {
    value: isHighest ? highest : isMean ? weightedMean(points) : weightedMedian(points),
    lowest,
    highest,
    spans: own.length,
    samples,
    combined: isHighest ? "highest" : isMean ? "weighted mean" : "weighted median",
  };
};

/**
 * What legacy cost in a window up to `now`, ready to be frozen: every metric that any span has, combined as
 * `combineSpans` says, with the window's progress, so that whoever reads it later sees what it rests on.
 */
export const baselineSnapshot = (
  window: Window,
  spans: readonly MeasuredSpan[],
  now: Date,
): BaselineSnapshot => {
  const { isOver: _, ...progress } = windowProgress(window, spans, now);
  const from = window.startsAt.getTime();
  const measured = inWindow(spans, from, Math.min(now.getTime(), from + window.days * day));
  const metrics = [...new Set(measured.flatMap(({ values }) => Object.keys(values)))]
    .filter(isMetric)
    .sort();
  const values: Record<string, CombinedValue> = {};
  for (const metric of metrics) {
    const combined = combineSpans(metric, measured);
    if (combined) values[metric] = combined;
  }
  return { ...progress, partSeconds: window.partSeconds, values };
};

/** A share as people read it; never rounded up to all. */
export const shareWords = (share: number): string =>
  `${share >= 1 ? 100 : Math.min(99.9, Math.floor(share * 1000) / 10)} %`;

/** Why a window is no baseline yet, in words; empty where it is whole and complete enough. */
export const windowFaults = (
  progress: Pick<WindowProgress, "daysPast" | "completeness" | "expected" | "covered" | "samples">,
  wanted: { readonly days: number; readonly leastSamples: number },
): string[] => {
  const faults: string[] = [];
  if (progress.daysPast < wanted.days) {
    faults.push(`it is ${progress.daysPast} of ${wanted.days} days long`);
  }
  if (progress.completeness < leastCompleteness) {
    const share = shareWords(progress.completeness);
    faults.push(
      `it is incomplete: ${progress.covered} of ${progress.expected} expected spans have samples (${share}, ${shareWords(leastCompleteness)} needed)`,
    );
  }
  if (progress.samples !== null && progress.samples < wanted.leastSamples) {
    faults.push(
      `it has ${progress.samples} ${progress.samples === 1 ? "sample" : "samples"} (${wanted.leastSamples} needed)`,
    );
  }
  if (progress.samples === null && wanted.leastSamples > 0) {
    faults.push(
      `it is not known how many samples it has (${wanted.leastSamples} needed; measure "samples" too)`,
    );
  }
  return faults;
};
