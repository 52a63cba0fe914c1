"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { BaselineProgress } from "@/components/budgets/baseline-progress";
import { BudgetTable } from "@/components/budgets/budget-table";
import { budgetAddress } from "@/components/budgets/budget-words";
import { MetricServerPanel } from "@/components/budgets/metric-server-panel";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { budgetsQuery } from "@/lib/client/budget-queries";
import { problemOf } from "@/lib/client/problem-error";
import { useProgramLive } from "@/lib/client/use-program-live";
import type { BudgetList } from "@/lib/contract/budgets";
import type { MetricServerView } from "@/lib/contract/metric-servers";

const BudgetDialog = dynamic(
  () => import("@/components/budgets/budget-dialog").then((module) => module.BudgetDialog),
  { ssr: false },
);

export type BudgetRights = { readonly mayEdit: boolean; readonly mayConfigure: boolean };

/** What surfaces may cost, how they read in every environment, and where they are measured. */
export const BudgetsView = ({
  program,
  initial,
  servers,
  may,
}: {
  program: string;
  initial: BudgetList;
  servers: { servers: MetricServerView[] };
  may: BudgetRights;
}) => {
  useProgramLive(program);
  const query = useQuery({ ...budgetsQuery(program), initialData: initial });
  const [isMaking, setMaking] = useState(false);
  const { budgets, collecting, environments, owners } = query.data;
  return (
    <>
      <PageHeader
        actions={
          may.mayEdit && (
            <Button icon="plus" onClick={() => setMaking(true)} variant="primary">
              New budget
            </Button>
          )
        }
        title="Performance"
      >
        What surfaces may cost, held against what {owners.legacy} costs. Unknown is not within.
      </PageHeader>
      {query.error && (
        <div className="mb-3.5">
          <ErrorState fault={problemOf(query.error)} onRetry={() => query.refetch()} />
        </div>
      )}
      <div className="flex flex-col gap-3.5">
        {budgets.length === 0 ? (
          <Panel>
            <EmptyState
              action={may.mayEdit && <Button onClick={() => setMaking(true)}>New budget</Button>}
              title="Nobody has said what anything may cost"
            >
              Import a document that lists budgets under Imports, or write the first one, such as
              P95 &lt;= baseline + 10%. Then start a baseline of {owners.legacy} and report
              measurements from k6, JSON or a Prometheus server.
            </EmptyState>
          </Panel>
        ) : (
          <BudgetTable list={query.data} program={program} />
        )}
        {collecting.length > 0 && (
          <Panel title="Baselines in progress">
            <ul className="grid gap-x-6 gap-y-4 rail:grid-cols-2">
              {collecting.map((baseline) => (
                <li key={baseline.id}>
                  <p className="mb-1 font-strong">
                    <Link
                      className="mono hover:underline"
                      href={budgetAddress(program, baseline.budget, baseline.environment)}
                      prefetch={false}
                    >
                      {baseline.budget}
                    </Link>{" "}
                    in {baseline.environment}
                  </p>
                  <BaselineProgress baseline={baseline} />
                </li>
              ))}
            </ul>
          </Panel>
        )}
        <MetricServerPanel initial={servers} mayConfigure={may.mayConfigure} program={program} />
      </div>
      {isMaking && (
        <BudgetDialog
          environments={environments.map(({ key }) => key)}
          onClose={() => setMaking(false)}
          program={program}
        />
      )}
    </>
  );
};
