"use client";
import { useState } from "react";
import { withQuery } from "@/components/budgets/edited-definition";
import { QueryTrial } from "@/components/budgets/query-trial";
import { SavingDialog } from "@/components/switches/saving-dialog";
import { DialogSection } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { callOperation } from "@/lib/client/call-operation";
import { type BudgetView, setBudget } from "@/lib/contract/budgets";
import { metricsOf, parseBudget } from "@/lib/domain/budget-language";
import { metricWords } from "@/lib/domain/metric";
import { samplesMetric, unitsFor } from "@/lib/domain/metric-query";

type Query = BudgetView["queries"][number];

const usual = ["p50", "p95", "p99", "errorRate", "throughput", "lagP95"];

const unitWords: Readonly<Record<string, string>> = {
  ms: "milliseconds",
  s: "seconds",
  "%": "percent, 0 to 100",
  ratio: "a share, 0 to 1",
  "/s": "per second",
  "/min": "per minute",
  count: "how many",
};

/** What Prometheus answers a metric in, mostly: times in seconds, rates as shares. */
const likelyUnit = (metric: string): Query["unit"] =>
  unitsFor(metric)[1] ?? unitsFor(metric)[0] ?? "ms";

const options = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

/** Says what to ask a server for one side and metric, and tries it before it is saved. */
export const QueryDialog = ({
  program,
  budget,
  query,
  environments,
  servers,
  owners,
  onClose,
}: {
  program: string;
  budget: BudgetView;
  query: Query | null;
  environments: readonly string[];
  servers: readonly string[];
  owners: { legacy: string; target: string };
  onClose: () => void;
}) => {
  const limited = metricsOf(parseBudget(budget.threshold).clauses);
  const [draft, setDraft] = useState<Query>(
    query ?? {
      environment: environments[0] ?? "",
      side: "legacy",
      metric: limited[0] ?? "p95",
      server: servers[0] ?? "",
      query: "",
      unit: likelyUnit(limited[0] ?? "p95"),
    },
  );
  const set = (change: Partial<Query>) => setDraft({ ...draft, ...change });
  const metrics = [...new Set([...limited, draft.metric, ...usual])];
  return (
    <SavingDialog
      action="Save the query"
      isReady={draft.query.trim() !== ""}
      onClose={onClose}
      program={program}
      title={query ? `Change a query of ${budget.key}` : `Add a query to ${budget.key}`}
      write={(reason) =>
        callOperation(setBudget, {
          program,
          budget: budget.key,
          definition: withQuery(budget, query, { ...draft, query: draft.query.trim() }),
          version: budget.version,
          reason,
        })
      }
    >
      <DialogSection>
        <div className="flex flex-wrap gap-2.5">
          <Select
            className="w-36"
            label="Environment"
            onChange={(environment) => set({ environment })}
            options={options(environments)}
            value={draft.environment}
          />
          <Select
            className="w-32"
            label="Side"
            onChange={(side) => set({ side: side === "legacy" ? "legacy" : "target" })}
            options={[
              { value: "legacy", label: owners.legacy },
              { value: "target", label: owners.target },
            ]}
            value={draft.side}
          />
          <Select
            className="w-36"
            label="Metric"
            onChange={(metric) => set({ metric, unit: likelyUnit(metric) })}
            options={[
              ...metrics.map((metric) => ({ value: metric, label: metricWords(metric) })),
              ...(metrics.includes(samplesMetric)
                ? []
                : [{ value: samplesMetric, label: "samples" }]),
            ]}
            value={draft.metric}
          />
          <Select
            className="w-40"
            label="Answers in"
            onChange={(unit) => set({ unit: unit as Query["unit"] })}
            options={unitsFor(draft.metric).map((value) => ({
              value,
              label: unitWords[value] ?? value,
            }))}
            value={draft.unit}
          />
          <Select
            className="w-36"
            label="Server"
            onChange={(server) => set({ server })}
            options={options(servers)}
            value={draft.server}
          />
        </div>
        <TextArea
          className="mt-2.5"
          hint="PromQL that answers one series. $span stands for the length of a span, such as 300s."
          label="Query"
          mono
          onChange={(event) => set({ query: event.target.value })}
          placeholder="histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[$span])))"
          rows={3}
          value={draft.query}
        />
      </DialogSection>
      <DialogSection>
        <QueryTrial draft={draft} program={program} />
      </DialogSection>
    </SavingDialog>
  );
};
