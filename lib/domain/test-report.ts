import type { Reason } from "@/lib/domain/refusal";

export const testOutcomes = ["passed", "failed", "skipped", "flaky"] as const;

/** `flaky`: it failed and then passed when it was tried again. */
export type TestOutcome = (typeof testOutcomes)[number];

/** One test of one report, all its attempts taken together. */
export type ReportedTest = {
  readonly suite: string;
  readonly className: string;
  readonly name: string;
  readonly file: string | null;
  readonly outcome: TestOutcome;
  readonly milliseconds: number | null;
  readonly attempts: number;
  readonly message: string | null;
  /** What its properties say: where the id of a contract test may stand besides the names. */
  readonly properties: readonly string[];
};

/** Values that a report states for a span of time: milliseconds, percent, per second. */
export type StatedMeasurement = {
  readonly budget: string | null;
  /** The program's word or `legacy`, `target`; null leaves it to whoever reports. */
  readonly side: string | null;
  readonly environment: string | null;
  /** The end of the span as an ISO time. */
  readonly at: string | null;
  readonly seconds: number | null;
  readonly samples: number | null;
  readonly values: Readonly<Record<string, number>>;
};

export const reportFormats = ["junit", "go-test", "k6", "generic"] as const;
type ReportFormat = (typeof reportFormats)[number];

export const evidenceOutcomes = ["pass", "fail", "inconclusive"] as const;
export type EvidenceOutcome = (typeof evidenceOutcomes)[number];

/** What evidence may be about: a level (`program`, `family`, `capability`, a kind of item, `budget`, `test`) and its key. */
export type EvidencePlace = { readonly level: string; readonly key: string };

/** A report as it was read, before anybody knows the program that it is about. */
export type ReportReading = {
  readonly format: ReportFormat;
  /** What it says it is; null where the format does not tell. */
  readonly kind: string | null;
  readonly outcome: EvidenceOutcome;
  readonly says: string | null;
  /** When it was found out, as the report says, as an ISO time. */
  readonly collectedAt: string | null;
  readonly subjects: readonly EvidencePlace[];
  readonly tests: readonly ReportedTest[];
  readonly measurements: readonly StatedMeasurement[];
  /** Small facts that the report states besides: thresholds, checks. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  /** What was read otherwise than it stands there, and why. */
  readonly notes: readonly Reason[];
};

/** What one report may hold. Beyond it, it is refused: what is read is held until it is stored. */
export const mostTests = 250_000;

/** Milliseconds: a test that claims to have taken more than a week did not. */
const longestTest = 7 * 24 * 3_600_000;

/** A duration in milliseconds, or null where it is none: negative, no number, longer than a week. */
export const plausibleDuration = (milliseconds: number): number | null =>
  milliseconds >= 0 && milliseconds <= longestTest ? milliseconds : null;

// Halves of pairs and whole pairs alike: most texts have neither, and need no second look.
const mayNeedCare = /[\0\ud800-\udfff]/;

/** Text as a database holds it: without the character 0 and halves of characters, cut at `most` units. */
export const storable = (text: string, most: number): string => {
  const cut = text.length > most ? text.slice(0, most) : text;
  if (!mayNeedCare.test(cut)) return cut;
  return cut.replace(/\0/g, "\uFFFD").replace(/\p{Cs}/gu, "\uFFFD");
};

/** How a test came out over two attempts, the earlier first. A failed one that passes later is flaky; one that fails last failed. */
const outcomeOfBoth = (earlier: TestOutcome, later: TestOutcome): TestOutcome => {
  if (later === "skipped") return earlier;
  if (earlier === "skipped" || later !== "passed") return later;
  return earlier === "passed" ? "passed" : "flaky";
};

const sumOf = (one: number | null, other: number | null): number | null =>
  one === null ? other : one + (other ?? 0);

/**
 * One test that stands twice in one report, the earlier first: attempts of it. Nothing is lost of
 * what failed: its message stays, also where it passed later.
 */
export const foldAttempts = (earlier: ReportedTest, later: ReportedTest): ReportedTest => ({
  ...later,
  file: later.file ?? earlier.file,
  outcome: outcomeOfBoth(earlier.outcome, later.outcome),
  milliseconds: sumOf(earlier.milliseconds, later.milliseconds),
  attempts: earlier.attempts + later.attempts,
  message: later.message ?? earlier.message,
  properties:
    later.properties.length === 0
      ? earlier.properties
      : [...new Set([...earlier.properties, ...later.properties])],
});

/** How many tests there are of each outcome. */
export const countOutcomes = (
  tests: readonly { readonly outcome: TestOutcome }[],
): Record<TestOutcome | "total", number> => {
  const counts = { total: tests.length, passed: 0, failed: 0, skipped: 0, flaky: 0 };
  for (const { outcome } of tests) counts[outcome] += 1;
  return counts;
};

/** What a report's tests say together: one failure fails it, and where none ran nothing is known. */
export const outcomeOfTests = (
  tests: readonly { readonly outcome: TestOutcome }[],
): EvidenceOutcome => {
  const { total, failed, skipped } = countOutcomes(tests);
  if (failed > 0) return "fail";
  return total > skipped ? "pass" : "inconclusive";
};
