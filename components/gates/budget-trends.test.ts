import { expect, test } from "vitest";
import { budgetTrends } from "@/components/gates/budget-trends";

const clause = (metric: string | null, limit: number | null) => ({
  text: "",
  state: "within" as const,
  because: "",
  metric,
  measured: null,
  baseline: null,
  limit,
});
const at = "2026-11-21T10:00:00.000Z";
const owners = { legacy: "python", target: "go" };

test("each metric that is limited and was measured is one chart, with its limit and both sides", () => {
  const trends = budgetTrends(
    {
      clauses: [clause("p95", 112.7044), clause("p95", 50), clause("p99", 1), clause(null, null)],
      measured: [
        { at, side: "legacy", values: { p95: 98 } },
        { at, side: "target", values: { p95: 118, p50: 4 } },
      ],
    },
    owners,
  );
  expect(trends).toEqual([
    {
      metric: "p95",
      label: "P95",
      unit: "ms",
      series: [
        { key: "legacy", label: "python", tone: "legacy", points: [{ at, value: 98 }] },
        { key: "target", label: "go", tone: "target", points: [{ at, value: 118 }] },
      ],
      limits: [
        { value: 112.7044, label: "limit 112.7 ms" },
        { value: 50, label: "limit 50 ms" },
      ],
    },
  ]);
});

test("what nobody measured has no chart", () => {
  expect(budgetTrends({ clauses: [clause("p95", 3)], measured: [] }, owners)).toEqual([]);
});
