import { expect, test } from "vitest";
import { joinSpans } from "./joined-spans";
import { fromUnit, queryFaults, queryText } from "./metric-query";

const points = (...values: [number, number][]) => values.map(([at, value]) => ({ at, value }));

test("metrics that end at the same moment are one span, in their own units", () => {
  const { spans, notes } = joinSpans(
    [
      { metric: "p95", unit: "s", points: points([600_000, 0.118], [300_000, 0.104]) },
      { metric: "errorRate", unit: "ratio", points: points([300_000, 0.004]) },
      { metric: "samples", unit: "count", points: points([300_000, 411.7], [900_000, 5]) },
    ],
    300,
  );
  expect(spans).toEqual([
    { at: new Date(300_000), seconds: 300, samples: 412, values: { p95: 104, errorRate: 0.4 } },
    { at: new Date(600_000), seconds: 300, samples: null, values: { p95: 118 } },
  ]);
  expect(notes).toEqual([]);
});

test("what cannot be is left out and told once", () => {
  const { spans, notes } = joinSpans(
    [
      { metric: "p95", unit: "ms", points: points([1000, 100], [2000, 100]) },
      { metric: "p99", unit: "ms", points: points([1000, 90], [2000, 120]) },
      { metric: "errorRate", unit: "ratio", points: points([2000, 3], [3000, 3]) },
    ],
    1,
  );
  expect(spans).toEqual([
    { at: new Date(2000), seconds: 1, samples: null, values: { p95: 100, p99: 120 } },
  ]);
  expect(notes).toEqual([
    "error rate is 300 %, which is more than all.",
    "P99 is below P95, which cannot be.",
  ]);
});

test("a query knows the length of its span, and its unit what it is in the metric's own", () => {
  expect(queryText("rate(x[$span]) / rate(y[$span])", 300)).toBe("rate(x[300s]) / rate(y[300s])");
  expect([fromUnit("s", 0.5), fromUnit("ratio", 0.5), fromUnit("/min", 120)]).toEqual([500, 50, 2]);
});

test("faults of queries are told by their place", () => {
  const query = {
    environment: "staging",
    side: "legacy",
    metric: "p95",
    server: "prometheus",
    query: "x",
    unit: "s",
  } as const;
  const known = { environments: ["staging"], servers: ["prometheus"] };
  const faults = queryFaults(
    [
      query,
      query,
      { ...query, metric: "speed" },
      { ...query, metric: "samples" },
      { ...query, metric: "p50", query: " " },
    ],
    known,
  );
  expect(faults.map(({ field, says }) => `${field} ${says}`)).toEqual([
    "queries.1 P95 of legacy in staging is asked for twice.",
    expect.stringContaining('queries.2 "speed" is no metric'),
    "queries.3 samples is answered in count, not in s.",
    "queries.4 The query of P50 is empty.",
  ]);
});
