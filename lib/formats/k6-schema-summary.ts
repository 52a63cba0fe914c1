import { refuseReport } from "./report-notes";

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const membersOf = (value: unknown): Members => (isMembers(value) ? value : {});

const numberIn = (members: Members, name: string): number | null => {
  const value = members[name];
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
};

/** Whether a JSON document is the summary of k6 that follows a published schema and states its version. */
export const isK6SchemaSummary = (document: Members): boolean =>
  isMembers(document.results) &&
  Array.isArray(document.results.metrics) &&
  typeof membersOf(document.metadata).k6Version === "string";

/** The schema's values in the words of handleSummary: what matched of a rate as `passes`, a count with its rate. */
const handleSummaryValues = (values: Members, seconds: number | null): Members => {
  const [total, matches] = [numberIn(values, "total"), numberIn(values, "matches")];
  if (total !== null && matches !== null)
    return { ...values, passes: matches, fails: Math.max(0, total - matches) };
  const count = numberIn(values, "count");
  return count !== null && seconds ? { ...values, rate: count / seconds } : values;
};

const sumOf = (checks: readonly unknown[], name: string): number =>
  checks.reduce<number>((sum, check) => sum + (numberIn(membersOf(check), name) ?? 0), 0);

/**
 * The summary that k6 writes since 1.5 with `--new-machine-readable-summary`, in `--summary-export` and to
 * handleSummary alike, turned into the shape of handleSummary. Its schema 1.0.0 lists metrics by name, gives the
 * duration in seconds, a rate as `matches` of `total`, a counter without its rate, and no thresholds. Refuses
 * another major version of the schema. The schema: k6, internal/lib/summary/machinereadable.
 */
export const fromK6Schema = (
  file: string,
  document: Members,
): { readonly summary: Members; readonly version: string; readonly generatedAt: string | null } => {
  const version = String(document.version);
  if (!/^1\./.test(version)) {
    const says = `is a k6 summary of schema ${version}, and schema 1 is what is read. Write it with --new-machine-readable-summary=false.`;
    refuseReport("unsupported-media", file, says);
  }
  const results = membersOf(document.results);
  const seconds = numberIn(membersOf(document.config), "duration");
  const metrics: Record<string, unknown> = {};
  for (const metric of Array.isArray(results.metrics) ? results.metrics : []) {
    const { name, values, ...rest } = membersOf(metric);
    if (typeof name !== "string" || !isMembers(values)) continue;
    metrics[name] = { ...rest, values: handleSummaryValues(values, seconds) };
  }
  const checks = membersOf(results.checks).results;
  if (Array.isArray(checks) && checks.length > 0) {
    metrics.checks = { values: { passes: sumOf(checks, "passes"), fails: sumOf(checks, "fails") } };
  }
  const { generatedAt } = membersOf(document.metadata);
  return {
    summary: { metrics, state: { testRunDurationMs: seconds === null ? null : seconds * 1000 } },
    version,
    generatedAt: typeof generatedAt === "string" ? generatedAt : null,
  };
};
