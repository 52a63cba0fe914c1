import type { CapabilityBudget } from "@/lib/contract/capability";
import { metricUnit, metricWords } from "@/lib/domain/metric";

/** What a budget's charts are drawn from: one of each metric that it limits and that was measured. */
export const budgetTrends = (
  { clauses, measured }: Pick<CapabilityBudget, "clauses" | "measured">,
  owners: { readonly legacy: string; readonly target: string },
) => {
  const metrics = [...new Set(clauses.flatMap(({ metric }) => (metric === null ? [] : [metric])))];
  return metrics.flatMap((metric) => {
    const unit = metricUnit(metric);
    const series = (["legacy", "target"] as const)
      .map((side) => ({
        key: side,
        label: owners[side],
        tone: side,
        points: measured.flatMap(({ at, side: own, values }) => {
          const value = values[metric];
          return own === side && value !== undefined ? [{ at, value }] : [];
        }),
      }))
      .filter(({ points }) => points.length > 0);
    const limits = clauses.flatMap((clause) =>
      clause.metric === metric && clause.limit !== null
        ? [{ value: clause.limit, label: `limit ${Number(clause.limit.toFixed(2))} ${unit}` }]
        : [],
    );
    return series.length === 0
      ? []
      : [{ metric, label: metricWords(metric), unit, series, limits }];
  });
};
