"use client";
import { useMutation } from "@tanstack/react-query";
import { measuredWords, spanWords } from "@/components/budgets/budget-words";
import { TrendChart } from "@/components/charts/trend-chart";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { BudgetView } from "@/lib/contract/budgets";
import { previewMetricQuery } from "@/lib/contract/metric-servers";

/** Asks the server the query as it is typed, over the last 24 hours; nothing is written. */
export const QueryTrial = ({
  program,
  draft,
}: {
  program: string;
  draft: BudgetView["queries"][number];
}) => {
  const { server, metric, unit, query, side } = draft;
  const trying = useMutation({
    mutationFn: () => callOperation(previewMetricQuery, { program, server, metric, unit, query }),
  });
  const answer = trying.data;
  const last = answer?.points.at(-1);
  return (
    <div className="flex flex-col gap-2.5">
      <span>
        <Button
          busy={trying.isPending}
          disabled={query.trim() === ""}
          onClick={() => trying.mutate()}
          type="button"
        >
          Try it
        </Button>
      </span>
      {trying.error && <ErrorState fault={problemOf(trying.error)} />}
      {answer?.problem && (
        <Banner title={`${server} gives no values`} tone="red">
          {answer.problem}
        </Banner>
      )}
      {answer && !answer.problem && (
        <div role="status">
          <p className="text-ink-2">
            {answer.points.length} spans of {spanWords(answer.seconds)} in the last 24 hours
            {last && `; the newest ${measuredWords(last.value, answer.unit)}`}.
          </p>
          {answer.notes.map((note) => (
            <p className="text-ink-2" key={note}>
              {note}
            </p>
          ))}
        </div>
      )}
      {answer && answer.points.length > 0 && (
        <TrendChart
          gapSeconds={answer.seconds * 3}
          height={160}
          label={`What ${server} answers`}
          series={[{ key: "answer", label: metric, tone: side, points: answer.points }]}
          unit={answer.unit}
        />
      )}
    </div>
  );
};
