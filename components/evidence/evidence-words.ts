import type { StandingView } from "@/lib/contract/tests";
import { metricUnit, metricWords } from "@/lib/domain/metric";
import type { EvidenceOutcome, TestOutcome } from "@/lib/domain/test-report";

type MarkKind = "pass" | "fail" | "unknown" | "none";

/** How outcomes of evidence and of tests are marked: only a pass is green, and what is not known is no pass. */
export const outcomeMarks: Readonly<
  Record<EvidenceOutcome | TestOutcome | StandingView["outcome"], MarkKind>
> = {
  pass: "pass",
  fail: "fail",
  inconclusive: "unknown",
  passed: "pass",
  failed: "fail",
  flaky: "unknown",
  disputed: "unknown",
  skipped: "none",
};

/** A commit as people tell it from others. */
export const shortCommit = (commit: string): string => commit.slice(0, 10);

/** `312 ms`, `4.2 s`, `3 min 5 s`. */
export const durationWords = (milliseconds: number | null): string => {
  if (milliseconds === null) return "unknown";
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1_000)} s`;
};

/** `1.2 MB`, `14 kB`. */
export const sizeWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

const formats: Readonly<Record<string, string>> = {
  junit: "JUnit XML",
  "go-test": "go test -json",
  k6: "k6 summary",
  generic: "Signalbox JSON",
};

export const formatWords = (format: string): string => formats[format] ?? format;

/** `p95 104.2 ms, error rate 0.1 %`: what was measured. */
export const measuredWords = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(
      ([metric, value]) =>
        `${metricWords(metric)} ${Number(value.toFixed(3))} ${metricUnit(metric)}`,
    )
    .join(", ");
