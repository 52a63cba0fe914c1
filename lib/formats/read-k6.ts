import type { EvidenceOutcome, ReportReading } from "@/lib/domain/test-report";
import { fromK6Schema, isK6SchemaSummary } from "./k6-schema-summary";
import { refuseReport, reportNotes } from "./report-notes";
import { readReportTime } from "./report-time";

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Metrics that k6 itself always or often writes; a document with one of them is a summary. */
const builtIn = [
  "iterations",
  "iteration_duration",
  "http_reqs",
  "http_req_duration",
  "data_sent",
  "data_received",
  "vus",
  "checks",
  "grpc_req_duration",
];

/** Whether a JSON document is a k6 summary, in any of its shapes. */
export const isK6Summary = (document: Members): boolean =>
  isK6SchemaSummary(document) ||
  (isMembers(document.metrics) &&
    builtIn.some((name) => isMembers((document.metrics as Members)[name])));

/** What took the time, the more telling first: requests before whole iterations. */
const durations = [
  "http_req_duration",
  "grpc_req_duration",
  "ws_session_duration",
  "browser_http_req_duration",
  "iteration_duration",
];
const counters: Readonly<Record<string, string>> = {
  http_req_duration: "http_reqs",
  grpc_req_duration: "grpc_reqs",
  ws_session_duration: "ws_sessions",
  browser_http_req_duration: "browser_data_received",
  iteration_duration: "iterations",
};

const finite = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;

/** A metric's values: handleSummary has them under `values`, --summary-export beside `thresholds`. */
const valuesOf = (metrics: Members, name: string): Members | null => {
  const metric = metrics[name];
  if (!isMembers(metric)) return null;
  return isMembers(metric.values) ? metric.values : metric;
};

/** `p(95)` is p95, `p(99.9)` p99.9, the median p50; in milliseconds whatever unit was displayed. */
const trendOf = (values: Members): Record<string, number> => {
  const trend: Record<string, number> = {};
  for (const [name, value] of Object.entries(values)) {
    const number = finite(value);
    if (number === null) continue;
    const [, percentile] = /^p\((\d{1,3}(?:\.\d{1,6})?)\)$/.exec(name) ?? [];
    if (percentile) trend[`p${percentile}`] = number;
    else if (name === "med") trend.p50 ??= number;
    else if (name === "avg") trend.average = number;
    else if (name === "max") trend.maximum = number;
  }
  return trend;
};

/**
 * The share of failed requests, in percent. `http_req_failed` is a rate of failures: its `passes`
 * count requests that failed, and its `fails` those that did not.
 */
const errorRateOf = (values: Members | null): number | null => {
  if (values === null) return null;
  const rate = finite(values.rate) ?? finite(values.value);
  const [failed, fine] = [finite(values.passes), finite(values.fails)];
  if (failed !== null && fine !== null && failed + fine > 0)
    return (failed / (failed + fine)) * 100;
  return rate === null ? null : rate * 100;
};

type Threshold = { readonly metric: string; readonly says: string; readonly holds: boolean };

/** handleSummary writes `{ok}`; --summary-export writes whether the threshold was crossed, so `false` is well. */
const thresholdsOf = (metrics: Members): Threshold[] =>
  Object.entries(metrics).flatMap(([metric, value]) => {
    const stated = isMembers(value) && isMembers(value.thresholds) ? value.thresholds : {};
    return Object.entries(stated).flatMap(([says, result]): Threshold[] => {
      if (typeof result === "boolean") return [{ metric, says, holds: !result }];
      if (isMembers(result) && typeof result.ok === "boolean") {
        return [{ metric, says, holds: result.ok }];
      }
      return [];
    });
  });

/** From the run's own duration, else from what was counted and its rate per second. */
const secondsOf = (document: Members, counted: Members | null): number | null => {
  const state = isMembers(document.state) ? document.state : {};
  const milliseconds = finite(state.testRunDurationMs);
  if (milliseconds !== null && milliseconds > 0)
    return Math.max(1, Math.round(milliseconds / 1000));
  const [count, rate] = [finite(counted?.count), finite(counted?.rate)];
  return count !== null && rate ? Math.max(1, Math.round(count / rate)) : null;
};

/**
 * Reads a k6 summary in any of its shapes: that of handleSummary, with `values`, the older one of
 * --summary-export, and the one with a schema that k6 writes since 1.5. Gives one measurement with the
 * percentiles that stand there, in milliseconds, and the error rate in percent. Its thresholds say the
 * outcome; without any it is inconclusive. Refuses one in which nothing took time.
 */
export const readK6 = (file: string, stated: Members): ReportReading => {
  const notes = reportNotes(file);
  const schema = isK6SchemaSummary(stated) ? fromK6Schema(file, stated) : null;
  const document = schema?.summary ?? stated;
  const metrics = document.metrics as Members;
  const measured = durations.find(
    (name) => Object.keys(trendOf(valuesOf(metrics, name) ?? {})).length > 0,
  );
  if (measured === undefined) {
    return refuseReport("invalid", file, "is a k6 summary in which no duration was measured.");
  }
  const trend = trendOf(valuesOf(metrics, measured) ?? {});
  const counted = valuesOf(metrics, counters[measured] ?? "");
  const errorRate = errorRateOf(valuesOf(metrics, "http_req_failed"));
  const throughput = finite(counted?.rate);
  const thresholds = thresholdsOf(metrics);
  const crossed = thresholds.filter(({ holds }) => !holds);
  const checks = valuesOf(metrics, "checks");
  for (const percentile of ["p95", "p99"]) {
    if (trend[percentile] === undefined) {
      const says =
        schema && percentile === "p99"
          ? `states no p99, which schema ${schema.version} has no place for; write it with --new-machine-readable-summary=false to have it`
          : `states no ${percentile}; set summaryTrendStats to have it`;
      notes.add("percentiles", says);
    }
  }
  if (errorRate === null) notes.add("error rate", "states no http_req_failed, so no error rate");
  if (schema && thresholds.length === 0) {
    const says = `states no thresholds, which schema ${schema.version} has no place for: whether they held, k6 says by its exit code alone`;
    notes.add("thresholds", says);
  }
  for (const { metric, says } of crossed)
    notes.add("thresholds", `${metric}: ${says} does not hold`);
  const ofThresholds: EvidenceOutcome = crossed.length > 0 ? "fail" : "pass";
  return {
    format: "k6",
    kind: "measurement",
    outcome: thresholds.length === 0 ? "inconclusive" : ofThresholds,
    says:
      thresholds.length === 0
        ? `${measured}, no thresholds`
        : `${measured}, ${thresholds.length - crossed.length} of ${thresholds.length} thresholds hold`,
    collectedAt: schema?.generatedAt ? readReportTime(schema.generatedAt, notes) : null,
    subjects: [],
    tests: [],
    measurements: [
      {
        budget: null,
        side: null,
        environment: null,
        at: null,
        seconds: secondsOf(document, counted),
        samples: finite(counted?.count),
        values: {
          ...trend,
          ...(errorRate === null ? {} : { errorRate }),
          ...(throughput === null ? {} : { throughput }),
        },
      },
    ],
    details: {
      metric: measured,
      thresholds: thresholds.length,
      crossed: crossed.length,
      ...(checks
        ? { checksPassed: finite(checks.passes), checksFailed: finite(checks.fails) }
        : {}),
    },
    notes: notes.all(),
  };
};
