import type { TestOutcome } from "@/lib/domain/test-report";

/** `disputed`: reports of one build that disagree. */
export const runOutcomes = ["passed", "failed", "skipped", "flaky", "disputed"] as const;
export type RunOutcome = (typeof runOutcomes)[number];

/** What one report says of a contract test. */
export type RunReport = {
  readonly evidence: string;
  readonly outcome: TestOutcome;
  readonly at: string;
};

/** How many reports of one build are kept beside a run. */
const reportsKept = 20;

const worst = ["failed", "flaky", "passed", "skipped"] as const;

/**
 * How a contract test came out in one report, where several of its cases stand there: one failure
 * fails it, one flaky case makes it flaky, and skipped cases say nothing beside others.
 */
export const outcomeOfCases = (cases: readonly TestOutcome[]): TestOutcome =>
  worst.find((outcome) => cases.includes(outcome)) ?? "skipped";

/**
 * How a contract test came out for one build over its reports. Where one says failed and another
 * says that it passed, it is disputed: they are shown and never averaged. A report that skipped it
 * says nothing beside others.
 */
export const outcomeOfReports = (reports: readonly RunReport[]): RunOutcome => {
  const said = new Set(reports.map(({ outcome }) => outcome));
  if (said.has("failed")) return said.has("passed") || said.has("flaky") ? "disputed" : "failed";
  if (said.has("flaky")) return "flaky";
  return said.has("passed") ? "passed" : "skipped";
};

/**
 * The reports of a run with one more, the newest first. Another word of the same report takes its
 * place. Of more than are kept, the newest of each outcome stays, so that a dispute never ends by age.
 */
export const withReport = (
  reports: readonly RunReport[],
  { evidence, outcome, at }: RunReport,
): RunReport[] => {
  const all = [{ evidence, outcome, at }, ...reports.filter((one) => one.evidence !== evidence)];
  all.sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
  const newest = new Set(worst.map((word) => all.find((one) => one.outcome === word)));
  return all.filter((one, index) => newest.has(one) || index < reportsKept - worst.length);
};
