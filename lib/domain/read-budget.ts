import type { BaselineSnapshot, WindowProgress } from "./baseline-window";
import { shareWords, windowFaults } from "./baseline-window";
import { holdAgainst, limitArithmetic, limitValue, valueWords } from "./budget-arithmetic";
import type { BudgetClause, MeasuredClause } from "./budget-clause";
import {
  countedMeasurement,
  type MeasuredBuild,
  shortCommit,
  type TargetMeasurement,
} from "./counted-measurement";
import { metricWords } from "./metric";

export const budgetStates = ["collecting", "baselined", "within", "breached", "unknown"] as const;
export type BudgetState = (typeof budgetStates)[number];

/** A family, capability or item that a budget is about. */
export type BudgetPlace = { readonly level: string; readonly key: string };

type ClauseReading = {
  /** As it was written. */
  readonly text: string;
  readonly state: BudgetState;
  /** Its arithmetic, or why it is not known. */
  readonly because: string;
  /** How far it lies from its limit: `+3.6 ms`; `null` where that is not known. */
  readonly short: string | null;
  /** `null` for a clause that evidence shows. */
  readonly metric: string | null;
  /** In the metric's own unit: ms, %, per second. */
  readonly measured: number | null;
  readonly baseline: number | null;
  readonly limit: number | null;
  /** Address of the evidence behind a stated clause. */
  readonly link: string | null;
};

/** How a budget reads in one environment, at one moment. */
export type BudgetReading = {
  readonly key: string;
  readonly surface: string;
  readonly state: BudgetState;
  /** The clause that decided, with its arithmetic. */
  readonly because: string;
  /** How far the clause that decided lies from its limit: `+3.6 ms`. */
  readonly short: string | null;
  readonly clauses: readonly ClauseReading[];
  readonly covers: readonly BudgetPlace[];
  /** ISO time of the oldest measurement that it was read from; `null` where none counted. */
  readonly measuredAt: string | null;
  /** Samples of the smallest of them. */
  readonly samples: number | null;
  readonly commit: string | null;
  /** The budget's own page. */
  readonly link: string;
};

export type BaselineFact =
  | { readonly state: "collecting"; readonly progress: WindowProgress }
  | { readonly state: "baselined"; readonly snapshot: BaselineSnapshot };

/** What evidence says of a clause that no number settles. */
export type StatedEvidence = {
  /** The clause's own words; `null` where it names none and there is only one that it can mean. */
  readonly clause: string | null;
  readonly outcome: "pass" | "fail" | "inconclusive";
  readonly says: string;
  readonly commit: string | null;
  readonly at: Date;
  readonly link: string | null;
};

export type BudgetFacts = {
  readonly key: string;
  readonly surface: string;
  readonly clauses: readonly BudgetClause[];
  readonly covers: readonly BudgetPlace[];
  readonly baselineDays: number;
  readonly leastSamples: number;
  readonly link: string;
  /** The one in force: the newest that was closed, else the one that is being collected. */
  readonly baseline: BaselineFact | null;
  /** Of the target, in any order. */
  readonly measurements: readonly TargetMeasurement[];
  /**
   * What runs there of the target; several of them (a canary) each need measurements of their own. Empty
   * where none is known: then nothing that was measured counts.
   */
  readonly builds: readonly MeasuredBuild[];
  readonly stated: readonly StatedEvidence[];
  /** What the program calls its target. */
  readonly target: string;
  readonly environment: string;
};

type BaselineValue =
  | { readonly value: number }
  | { readonly state: "collecting" | "unknown"; readonly says: string };

/** What legacy costs, or why that is not known. */
const baselineOf = (
  { baseline, baselineDays, leastSamples }: BudgetFacts,
  metric: string,
): BaselineValue => {
  if (baseline === null) {
    return { state: "unknown", says: "there is no baseline: start one" };
  }
  if (baseline.state === "collecting") {
    const { daysPast, days, completeness, isOver, covered, expected } = baseline.progress;
    const share = `${covered} of ${expected} expected spans have samples (${shareWords(completeness)})`;
    return {
      state: "collecting",
      says: isOver
        ? `the baseline's ${days} days are over and it was not complete enough to be closed: ${share}`
        : `the baseline is being collected, ${daysPast} of ${days} days: ${share}`,
    };
  }
  const { snapshot } = baseline;
  const own = snapshot.values[metric];
  if (own === undefined) {
    return { state: "unknown", says: `the baseline has no ${metricWords(metric)}` };
  }
  const faults = windowFaults(
    { ...snapshot, samples: own.samples },
    { days: baselineDays, leastSamples },
  );
  return faults.length === 0
    ? { value: own.value }
    : { state: "unknown", says: `the baseline does not hold: ${faults.join("; ")}` };
};

type Read = { readonly reading: ClauseReading; readonly measurement: TargetMeasurement | null };

const readFor = (facts: BudgetFacts, clause: MeasuredClause, build: MeasuredBuild | null): Read => {
  const { metric, text, limit } = clause;
  const found = countedMeasurement({ ...facts, build }, metric);
  const baseline = limit.kind === "baseline" ? baselineOf(facts, metric) : null;
  const base = baseline !== null && "value" in baseline ? baseline.value : null;
  const measured = "value" in found ? found.value : null;
  const read = (state: BudgetState, because: string, short: string | null = null): Read => ({
    reading: {
      text,
      state,
      because,
      short,
      metric,
      measured,
      baseline: base,
      limit: limitValue(clause, base),
      link: null,
    },
    measurement: "measurement" in found ? found.measurement : null,
  });
  if (baseline !== null && "says" in baseline) {
    const so = measured === null ? "" : `; measured ${valueWords(metric, measured)}`;
    return read(baseline.state, `${text}: ${baseline.says}${so}`);
  }
  if ("missing" in found) {
    const isUnmeasured = facts.measurements.every(({ values }) => values[metric] === undefined);
    const state = baseline !== null && isUnmeasured ? "baselined" : "unknown";
    return read(
      state,
      `${metricWords(metric)}: ${limitArithmetic(clause, base)}; ${found.missing}`,
    );
  }
  const held = holdAgainst(clause, found.value, base);
  if (held === null) return read("unknown", `${text}: there is no baseline`);
  return read(held.isWithin ? "within" : "breached", held.says, held.short);
};

const gravity: readonly BudgetState[] = [
  "breached",
  "unknown",
  "collecting",
  "baselined",
  "within",
];

/** The state of several clauses together: the gravest of them. Nothing read is unknown, never within. */
export const wholeState = (states: readonly BudgetState[]): BudgetState =>
  gravity.find((state) => states.includes(state)) ?? "unknown";

/** The gravest reading of the builds that run. */
const readMeasured = (facts: BudgetFacts, clause: MeasuredClause): Read => {
  const [first = null, ...others] = facts.builds;
  return others.reduce(
    (gravest, build) => {
      const read = readFor(facts, clause, build);
      const state = wholeState([gravest.reading.state, read.reading.state]);
      return state === gravest.reading.state ? gravest : read;
    },
    readFor(facts, clause, first),
  );
};

const plainWords = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, " ");

const readStated = (facts: BudgetFacts, text: string, isOnly: boolean): Read => {
  const own = facts.stated
    .filter(({ clause }) => (clause === null ? isOnly : plainWords(clause) === plainWords(text)))
    .sort((one, other) => other.at.getTime() - one.at.getTime());
  const read = (state: BudgetState, because: string, link: string | null): Read => ({
    reading: {
      text,
      state,
      because: `${text}: ${because}`,
      short: null,
      metric: null,
      measured: null,
      baseline: null,
      limit: null,
      link,
    },
    measurement: null,
  });
  const [newest] = own;
  if (newest === undefined) return read("unknown", "no evidence says so yet", null);
  const counted = own.find(
    ({ commit }) => commit === null || facts.builds.some(({ commits }) => commits.includes(commit)),
  );
  if (counted === undefined) {
    return read(
      "unknown",
      `the newest evidence is of ${shortCommit(newest.commit ?? "")}, which does not run in ${facts.environment}`,
      newest.link,
    );
  }
  const words = `evidence of ${counted.at.toISOString().slice(0, 10)} says ${counted.outcome}${counted.says === "" ? "" : ` (${counted.says})`}`;
  const states = { pass: "within", fail: "breached", inconclusive: "unknown" } as const;
  return read(states[counted.outcome], words, counted.link);
};

/**
 * Reads a budget from what was measured. A clause is read from the newest measurement of the target that is of
 * a build that counts and rests on enough samples; a limit of the baseline needs one that is closed, as long as
 * the budget asks, complete and large enough. Whatever is missing, too short, too few or too old reads unknown
 * and says which. Verdicts are exact (`holdAgainst`). Source: domain.md, "Budgets", "Evidence counts for what runs".
 */
export const readBudget = (facts: BudgetFacts): BudgetReading => {
  const stated = facts.clauses.filter(({ kind }) => kind === "stated").length;
  const read = facts.clauses.map((clause) =>
    clause.kind === "stated"
      ? readStated(facts, clause.text, stated === 1)
      : readMeasured(facts, clause),
  );
  const clauses = read.map(({ reading }) => reading);
  const state = wholeState(clauses.map((clause) => clause.state));
  const deciding = clauses.filter((clause) => clause.state === state);
  const used = read
    .flatMap(({ measurement }) => (measurement ? [measurement] : []))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const known = used.flatMap(({ samples }) => (samples === null ? [] : [samples]));
  const { key, surface, covers, link } = facts;
  return {
    key,
    surface,
    state,
    because:
      deciding.map(({ because }) => because).join("; ") ||
      "the budget has no clause that was understood",
    short: deciding.find((clause) => clause.short !== null)?.short ?? null,
    clauses,
    covers,
    measuredAt: used[0]?.at.toISOString() ?? null,
    samples: known.length === 0 ? null : Math.min(...known),
    commit: used[0]?.commit ?? null,
    link,
  };
};
