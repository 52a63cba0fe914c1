import type { BudgetDetail } from "@/lib/contract/budgets";
import { limitValue } from "@/lib/domain/budget-arithmetic";
import { clauseWords } from "@/lib/domain/budget-clause";
import { parseBudget } from "@/lib/domain/budget-language";
import { isMetric, isMoreBetter, metricUnit, metricWords } from "@/lib/domain/metric";
import type { BudgetReading } from "@/lib/domain/read-budget";
import { type Database, sql } from "@/lib/server/db";

type Point = {
  readonly metric: string;
  readonly side: "legacy" | "target";
  readonly at: Date;
  readonly value: number;
};

type Series = BudgetDetail["series"][number];

/** So many points a line has at most: a screen has not many more. */
const mostPoints = 360;

/**
 * What was measured since a time, per metric and side. Where there is more than a line can show, the period is
 * cut in even steps and the worst value of each stands for it (the highest; of throughput the lowest), so that
 * no breach disappears.
 */
const pointsSince = (
  db: Database,
  budgetId: string,
  environmentId: string,
  since: Date,
  now: Date,
): Promise<Point[]> => {
  const step = Math.max(1, Math.ceil((now.getTime() - since.getTime()) / 1000 / mostPoints));
  return db.$queryRaw<Point[]>(sql`
    SELECT DISTINCT ON (found."metric", found."side", found."slot")
           found."metric", found."side", found."at", found."value"
    FROM (
      SELECT e.key AS "metric", m."side"::text AS "side", m."at",
             (e.value #>> '{}')::float8 AS "value",
             floor(extract(epoch FROM m."at") / ${step}::int) AS "slot"
      FROM "Measurement" m CROSS JOIN LATERAL jsonb_each(m."values") e
      WHERE m."budgetId" = ${budgetId}::uuid AND m."environmentId" = ${environmentId}::uuid
        AND m."at" >= ${since} AND jsonb_typeof(e.value) = 'number'
    ) found
    ORDER BY found."metric", found."side", found."slot",
             CASE WHEN found."metric" = 'throughput' THEN found."value" ELSE -found."value" END`);
};

/** Three times the usual distance of a line's points, an hour at least, is a silence. */
const gapOf = (points: readonly { readonly at: Date }[]): number => {
  const distances = points
    .slice(1)
    .map(({ at }, index) => (at.getTime() - (points[index]?.at.getTime() ?? 0)) / 1000)
    .sort((one, other) => one - other);
  const usual = distances[Math.floor(distances.length / 2)] ?? 0;
  return Math.max(3600, Math.ceil(usual * 3));
};

/** The order in which metrics are offered: those that the budget limits first. */
const order = ["p95", "p99", "p50", "errorRate", "lagP95", "throughput"];
const rank = (metric: string): number => {
  const place = order.indexOf(metric);
  return place === -1 ? order.length : place;
};

/** A budget's measurements as lines to draw, with the limits that its clauses set for each metric. */
export const budgetSeries = async (
  db: Database,
  budget: { readonly id: string; readonly threshold: string },
  environmentId: string,
  reading: BudgetReading,
  baselines: ReadonlyMap<string, number>,
  period: { readonly since: Date; readonly now: Date },
): Promise<Series[]> => {
  const points = await pointsSince(db, budget.id, environmentId, period.since, period.now);
  const measured = parseBudget(budget.threshold).clauses.flatMap((clause) =>
    clause.kind === "measured" ? [clause] : [],
  );
  const limited = new Set(measured.map(({ metric }) => metric));
  const metrics = [...new Set([...limited, ...points.map(({ metric }) => metric)])]
    .filter(isMetric)
    .sort(
      (one, other) =>
        Number(limited.has(other)) - Number(limited.has(one)) || rank(one) - rank(other),
    );
  return metrics.map((metric) => {
    const line = (side: Point["side"]) =>
      points
        .filter((point) => point.metric === metric && point.side === side)
        .sort((one, other) => one.at.getTime() - other.at.getTime());
    const [legacy, target] = [line("legacy"), line("target")];
    const known = reading.clauses.find((clause) => clause.metric === metric)?.baseline;
    const baseline = known ?? baselines.get(metric) ?? null;
    const drawn = (list: readonly Point[]) =>
      list.map(({ at, value }) => ({ at: at.toISOString(), value }));
    return {
      metric,
      unit: metricUnit(metric),
      words: metricWords(metric),
      legacy: drawn(legacy),
      target: drawn(target),
      baseline,
      limits: measured.flatMap((clause) => {
        const value = clause.metric === metric ? limitValue(clause, baseline) : null;
        if (value === null) return [];
        const unit = metricUnit(metric);
        const shown = `${Number(value.toPrecision(6))} ${unit}`;
        return [
          {
            value,
            label: `${clauseWords(clause)} (${isMoreBetter(metric) ? "at least " : ""}${shown})`,
          },
        ];
      }),
      gapSeconds: Math.max(gapOf(legacy), gapOf(target)),
    };
  });
};
