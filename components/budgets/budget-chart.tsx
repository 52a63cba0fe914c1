"use client";
import { useState } from "react";
import { TrendChart } from "@/components/charts/trend-chart";
import { ChipChoice } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { BudgetDetail } from "@/lib/contract/budgets";

const periods = [1, 7, 14, 30, 90];

/** Legacy against target over time for one metric, with its baseline and the limit drawn in. */
export const BudgetChart = ({
  detail,
  days,
  onDays,
}: {
  detail: BudgetDetail;
  days: number;
  onDays: (days: number) => void;
}) => {
  const { series, owners, budget, environment, since } = detail;
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = series.find(({ metric }) => metric === chosen) ?? series[0];
  const now = new Date().toISOString();
  return (
    <Panel title="Over time">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
        <ChipChoice
          label="Metric"
          onChange={setChosen}
          options={series.map(({ metric, words }) => ({ value: metric, label: words }))}
          value={shown?.metric ?? ""}
        />
        <ChipChoice
          label="Period"
          onChange={(value) => onDays(Number(value))}
          options={periods.map((value) => ({
            value: String(value),
            label: value === 1 ? "1 day" : `${value} days`,
          }))}
          value={String(days)}
        />
      </div>
      {shown && shown.legacy.length + shown.target.length > 0 ? (
        <TrendChart
          from={since}
          gapSeconds={shown.gapSeconds}
          label={`${shown.words} of ${budget.surface} in ${environment}`}
          limits={shown.limits}
          series={[
            { key: "legacy", label: owners.legacy, tone: "legacy", points: shown.legacy },
            { key: "target", label: owners.target, tone: "target", points: shown.target },
            ...(shown.baseline === null
              ? []
              : [
                  {
                    key: "baseline",
                    label: "baseline",
                    tone: "baseline" as const,
                    points: [
                      { at: since, value: shown.baseline },
                      { at: now, value: shown.baseline },
                    ],
                  },
                ]),
          ]}
          to={now}
          unit={shown.unit}
        />
      ) : (
        <EmptyState title="Nothing was measured in this time">
          Push a k6 summary or a JSON report as evidence of kind measurement, or give the budget a
          query at a Prometheus server.
        </EmptyState>
      )}
    </Panel>
  );
};
