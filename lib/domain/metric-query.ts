import { isMetric, isRate, metricUnit, metricWords } from "./metric";
import type { Reason } from "./refusal";

/** What a query's answer is counted in: Prometheus counts times in seconds and rates as shares of one. */
export const queryUnits = ["ms", "s", "%", "ratio", "/s", "/min", "count"] as const;
export type QueryUnit = (typeof queryUnits)[number];

/** The metric under which a query answers how many observations a span holds. */
export const samplesMetric = "samples";

/** How a budget's metric of one side is measured in one environment. */
export type MetricQuery = {
  readonly environment: string;
  readonly side: "legacy" | "target";
  /** A metric, or `samples`. */
  readonly metric: string;
  /** Name of the server that is asked. */
  readonly server: string;
  /** PromQL of one series; `$span` stands for the length of a span: `300s`. */
  readonly query: string;
  readonly unit: QueryUnit;
};

/** Units in which a metric may be answered, its own first. */
export const unitsFor = (metric: string): readonly QueryUnit[] => {
  if (metric === samplesMetric) return ["count"];
  if (isRate(metric)) return ["%", "ratio"];
  return metricUnit(metric) === "/s" ? ["/s", "/min"] : ["ms", "s"];
};

/** An answered value in the metric's own unit: milliseconds, percent, per second; samples as whole numbers. */
export const fromUnit = (unit: QueryUnit, value: number): number => {
  if (unit === "s") return value * 1000;
  if (unit === "ratio") return value * 100;
  if (unit === "/min") return value / 60;
  return unit === "count" ? Math.round(value) : value;
};

/** A query with the span's length in it. */
export const queryText = (query: string, seconds: number): string =>
  query.replaceAll("$span", `${seconds}s`);

/**
 * What is wrong with a budget's queries, each by its place in the list: a metric that is none, a unit that
 * does not fit it, the same asked twice, an environment or server that there is not.
 */
export const queryFaults = (
  queries: readonly MetricQuery[],
  known: { readonly environments: readonly string[]; readonly servers: readonly string[] },
): Reason[] => {
  const seen = new Set<string>();
  return queries.flatMap(({ environment, side, metric, server, query, unit }, index): Reason[] => {
    const place = `${environment} ${side} ${metric}`;
    const isTwice = seen.has(place);
    seen.add(place);
    const words = metric === samplesMetric ? "samples" : metricWords(metric);
    const faults: string[] = [];
    if (metric !== samplesMetric && !isMetric(metric)) {
      faults.push(
        `"${metric}" is no metric; write p50, p95, p99, errorRate, lagP95, throughput or samples.`,
      );
    } else if (!unitsFor(metric).includes(unit)) {
      faults.push(`${words} is answered in ${unitsFor(metric).join(" or ")}, not in ${unit}.`);
    }
    if (isTwice) faults.push(`${words} of ${side} in ${environment} is asked for twice.`);
    if (!known.environments.includes(environment)) {
      faults.push(`There is no environment ${environment}.`);
    }
    if (!known.servers.includes(server)) faults.push(`There is no metric server ${server}.`);
    if (query.trim() === "") faults.push(`The query of ${words} is empty.`);
    return faults.map((says) => ({ says, field: `queries.${index}` }));
  });
};

/** Queries as they are stored, which may be `{}` for none. */
export const storedQueries = (stored: unknown): readonly MetricQuery[] =>
  Array.isArray(stored) ? (stored as MetricQuery[]) : [];
