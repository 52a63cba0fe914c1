"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { budgetTrends } from "@/components/gates/budget-trends";
import { Badge } from "@/components/ui/badge";
import type { CapabilityBudget } from "@/lib/contract/capability";

const TrendChart = dynamic(() =>
  import("@/components/charts/trend-chart").then((module) => module.TrendChart),
);

const tones = {
  within: "green",
  breached: "red",
  collecting: "grey",
  baselined: "grey",
  unknown: "grey",
} as const;

/** Budgets with their arithmetic, and what was measured of each against its limit. */
export const BudgetCharts = ({
  program,
  environment,
  owners,
  budgets,
  height = 190,
}: {
  program: string;
  environment: string;
  owners: { legacy: string; target: string };
  budgets: readonly CapabilityBudget[];
  height?: number;
}) => (
  <div className="flex flex-col gap-5">
    {budgets.map((budget) => (
      <section key={budget.key}>
        <h3 className="flex flex-wrap items-center gap-2">
          <Link
            className="mono font-strong hover:underline"
            href={`/programs/${program}/budgets/${encodeURIComponent(budget.key)}?environment=${encodeURIComponent(environment)}`}
            prefetch={false}
          >
            {budget.key}
          </Link>
          <span className="text-ink-2">{budget.surface}</span>
          <Badge tone={tones[budget.state]}>{budget.state}</Badge>
        </h3>
        <ul className="mt-1 text-ink-2">
          {budget.clauses.map((clause) => (
            <li className="wrap-anywhere" key={clause.text}>
              {clause.because}
            </li>
          ))}
        </ul>
        {budgetTrends(budget, owners).map(({ metric, ...trend }) => (
          <div className="mt-2" key={metric}>
            <TrendChart
              {...trend}
              gapSeconds={3 * 86_400}
              height={height}
              label={`${trend.label} of ${budget.surface} in ${environment}`}
            />
          </div>
        ))}
      </section>
    ))}
  </div>
);
