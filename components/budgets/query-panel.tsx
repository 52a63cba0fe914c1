"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { BudgetView } from "@/lib/contract/budgets";
import { metricWords } from "@/lib/domain/metric";
import { samplesMetric } from "@/lib/domain/metric-query";

const QueryDialog = dynamic(
  () => import("@/components/budgets/query-dialog").then((module) => module.QueryDialog),
  { ssr: false },
);
const RemoveQueryDialog = dynamic(
  () =>
    import("@/components/budgets/remove-query-dialog").then((module) => module.RemoveQueryDialog),
  { ssr: false },
);

type Query = BudgetView["queries"][number];

/** How the budget is measured at Prometheus servers: one query per environment, side and metric. */
export const QueryPanel = ({
  program,
  budget,
  environments,
  servers,
  owners,
  mayEdit,
}: {
  program: string;
  budget: BudgetView;
  environments: readonly string[];
  servers: readonly string[];
  owners: { legacy: string; target: string };
  mayEdit: boolean;
}) => {
  const [edited, setEdited] = useState<Query | "new" | null>(null);
  const [removed, setRemoved] = useState<Query | null>(null);
  const canAdd = mayEdit && servers.length > 0;
  return (
    <Panel
      action={
        canAdd && (
          <Button onClick={() => setEdited("new")} size="sm">
            Add a query
          </Button>
        )
      }
      flush
      title="Queries"
    >
      {budget.queries.length === 0 && (
        <EmptyState title="No query measures it">
          {servers.length === 0
            ? "Connect a Prometheus server on the page Performance; then say here what to ask it."
            : "Say what to ask the server for each side and metric; samples too, so that it is known what a value rests on."}
        </EmptyState>
      )}
      <ul>
        {budget.queries.map((query) => (
          <li
            className="flex items-start gap-3 border-line-soft border-t px-4 py-2.5"
            key={`${query.environment} ${query.side} ${query.metric}`}
          >
            <div className="min-w-0 flex-1">
              <p className="text-ink-2">
                <span className="font-strong text-ink">
                  {query.metric === samplesMetric ? "samples" : metricWords(query.metric)}
                </span>{" "}
                of {owners[query.side]} in {query.environment}, in {query.unit}, at {query.server}
              </p>
              <code className="mono wrap-anywhere block text-sm">{query.query}</code>
            </div>
            {mayEdit && (
              <span className="flex gap-1">
                <Button onClick={() => setEdited(query)} size="sm" variant="ghost">
                  Change
                </Button>
                <Button onClick={() => setRemoved(query)} size="sm" variant="ghost">
                  Remove
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {edited && (
        <QueryDialog
          budget={budget}
          environments={environments}
          onClose={() => setEdited(null)}
          owners={owners}
          program={program}
          query={edited === "new" ? null : edited}
          servers={servers}
        />
      )}
      {removed && (
        <RemoveQueryDialog
          budget={budget}
          onClose={() => setRemoved(null)}
          program={program}
          query={removed}
        />
      )}
    </Panel>
  );
};
