"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { BaselineStep } from "@/components/budgets/baseline-dialog";
import { BaselineProgress } from "@/components/budgets/baseline-progress";
import { measuredWords } from "@/components/budgets/budget-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { BaselineView, BudgetDetail } from "@/lib/contract/budgets";
import { metricUnit, metricWords } from "@/lib/domain/metric";

const BaselineDialog = dynamic(
  () => import("@/components/budgets/baseline-dialog").then((module) => module.BaselineDialog),
  { ssr: false },
);

const Values = ({ baseline }: { baseline: BaselineView }) => (
  <ul className="flex flex-wrap gap-x-5 gap-y-1">
    {baseline.values.map(({ metric, value, lowest, highest, combined }) => {
      const unit = metricUnit(metric);
      return (
        <li key={metric}>
          {metricWords(metric)} <span className="font-strong">{measuredWords(value, unit)}</span>{" "}
          <span className="text-ink-3">
            ({combined} of spans from {measuredWords(lowest, unit)} to{" "}
            {measuredWords(highest, unit)})
          </span>
        </li>
      );
    })}
  </ul>
);

/** Windows in which legacy was measured: the one in progress, and what closed ones were frozen as. */
export const BaselinePanel = ({
  program,
  detail,
  mayEdit,
}: {
  program: string;
  detail: BudgetDetail;
  mayEdit: boolean;
}) => {
  const { baselines, owners } = detail;
  const [step, setStep] = useState<BaselineStep | null>(null);
  const isCollecting = baselines.some(({ state }) => state === "collecting");
  return (
    <Panel
      action={
        mayEdit &&
        !isCollecting && (
          <Button onClick={() => setStep({ kind: "start" })} size="sm">
            Start a baseline
          </Button>
        )
      }
      title="Baselines"
    >
      {baselines.length === 0 && (
        <EmptyState title={`What ${owners.legacy} costs here is not known`}>
          Start a baseline: a window of {detail.budget.baselineDays} days in which {owners.legacy}{" "}
          is measured. It may begin in the past where measurements or a Prometheus server reach
          back.
        </EmptyState>
      )}
      <ul className="flex flex-col gap-4">
        {baselines.map((baseline) => (
          <li
            className="border-line-soft border-t pt-3 first:border-t-0 first:pt-0"
            key={baseline.id}
          >
            <div className="mb-1 flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <Badge>{baseline.state}</Badge>
              <span className="text-ink-2">
                {Date.parse(baseline.startsAt) > Date.now() ? "begins" : "begun"}{" "}
                <Time iso={baseline.startsAt} />, {baseline.days} days, started by{" "}
                {baseline.createdBy}
                {baseline.closedAt && (
                  <>
                    ; {baseline.state === "abandoned" ? "abandoned" : "closed"}{" "}
                    <Time iso={baseline.closedAt} /> by {baseline.closedBy}
                  </>
                )}
              </span>
              {mayEdit && baseline.state === "collecting" && (
                <span className="ml-auto flex gap-2">
                  <Button onClick={() => setStep({ kind: "close", baseline })} size="sm">
                    Close
                  </Button>
                  <Button
                    onClick={() => setStep({ kind: "abandon", baseline })}
                    size="sm"
                    variant="ghost"
                  >
                    Abandon
                  </Button>
                </span>
              )}
            </div>
            {baseline.words && <p className="mb-1 text-ink-2">“{baseline.words}”</p>}
            <Values baseline={baseline} />
            <BaselineProgress baseline={baseline} />
            {baseline.digest && (
              <p className="mt-1 text-ink-3 text-sm">
                frozen as <span className="mono wrap-anywhere">{baseline.digest}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
      {step && (
        <BaselineDialog
          detail={detail}
          onClose={() => setStep(null)}
          program={program}
          step={step}
        />
      )}
    </Panel>
  );
};
