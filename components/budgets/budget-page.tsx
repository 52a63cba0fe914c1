"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { BaselinePanel } from "@/components/budgets/baseline-panel";
import { BudgetChart } from "@/components/budgets/budget-chart";
import { BudgetState } from "@/components/budgets/budget-state";
import { budgetAddress } from "@/components/budgets/budget-words";
import { MeasurementTable } from "@/components/budgets/measurement-table";
import { QueryPanel } from "@/components/budgets/query-panel";
import { Button } from "@/components/ui/button";
import { chipClass } from "@/components/ui/chip";
import { DefinitionList } from "@/components/ui/definition-list";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { budgetQuery } from "@/lib/client/budget-queries";
import { problemOf } from "@/lib/client/problem-error";
import { useProgramLive } from "@/lib/client/use-program-live";
import type { BudgetDetail } from "@/lib/contract/budgets";

const BudgetDialog = dynamic(
  () => import("@/components/budgets/budget-dialog").then((module) => module.BudgetDialog),
  { ssr: false },
);
const RemoveBudgetDialog = dynamic(
  () =>
    import("@/components/budgets/remove-budget-dialog").then((module) => module.RemoveBudgetDialog),
  { ssr: false },
);

/** One budget in an environment: how it reads and from what, over time, with its baselines. */
export const BudgetPage = ({
  program,
  environments,
  initial,
  servers,
  mayEdit,
}: {
  program: string;
  environments: readonly { key: string; name: string }[];
  initial: BudgetDetail;
  servers: readonly string[];
  mayEdit: boolean;
}) => {
  useProgramLive(program);
  const [days, setDays] = useState(30);
  const [open, setOpen] = useState<"edit" | "remove" | null>(null);
  const place = { program, environment: initial.environment, budget: initial.budget.key };
  const query = useQuery({
    ...budgetQuery(place, days),
    ...(days === 30 ? { initialData: initial } : {}),
  });
  const detail = query.data ?? initial;
  const { budget, reading, owners } = detail;
  return (
    <>
      <PageHeader
        actions={
          mayEdit && (
            <>
              <Button onClick={() => setOpen("edit")}>Change</Button>
              <Button onClick={() => setOpen("remove")} variant="danger-outline">
                Remove
              </Button>
            </>
          )
        }
        title={budget.key}
      >
        {budget.surface}
      </PageHeader>
      <nav aria-label="Environments" className="mb-2.5 flex flex-wrap gap-2">
        {environments.map(({ key, name }) => (
          <Link
            aria-current={key === detail.environment ? "page" : undefined}
            className={chipClass(key === detail.environment)}
            href={budgetAddress(program, budget.key, key)}
            key={key}
          >
            {name}
          </Link>
        ))}
      </nav>
      {query.error && (
        <div className="mb-3.5">
          <ErrorState fault={problemOf(query.error)} onRetry={() => query.refetch()} />
        </div>
      )}
      <div className="flex flex-col gap-3.5">
        <Panel title="How it reads">
          <ul aria-label="Clauses" className="flex flex-col gap-2">
            {reading.clauses.map((clause) => (
              <li className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1" key={clause.text}>
                <BudgetState state={clause.state} />
                {clause.link ? (
                  <Link
                    className="wrap-anywhere hover:underline"
                    href={clause.link}
                    prefetch={false}
                  >
                    {clause.because}
                  </Link>
                ) : (
                  <span className="wrap-anywhere">{clause.because}</span>
                )}
              </li>
            ))}
            {budget.faults.map((fault) => (
              <li className="text-fail" key={fault}>
                {fault}
              </li>
            ))}
          </ul>
          {reading.measuredAt && (
            <p className="mt-2 text-ink-2">
              Read from what was measured <Time iso={reading.measuredAt} />
              {reading.commit && (
                <>
                  {" "}
                  of <span className="mono">{reading.commit.slice(0, 10)}</span>
                </>
              )}
              {reading.samples !== null && `, ${reading.samples.toLocaleString("en-GB")} samples`}.
            </p>
          )}
        </Panel>
        <BudgetChart days={days} detail={detail} onDays={setDays} />
        <BaselinePanel detail={detail} mayEdit={mayEdit} program={program} />
        <QueryPanel
          budget={budget}
          environments={environments.map(({ key }) => key)}
          mayEdit={mayEdit}
          owners={owners}
          program={program}
          servers={servers}
        />
        <MeasurementTable detail={detail} program={program} />
        <Panel title="What it asks for">
          <DefinitionList
            items={[
              { term: "Written", says: budget.threshold },
              { term: "Owner", says: budget.owner ?? "nobody is named" },
              {
                term: "Covers",
                says:
                  budget.covers.map(({ level, key }) => `${level} ${key}`).join(", ") ||
                  "nothing: no gate of a capability reads it",
              },
              {
                term: "Asks for",
                says: `a baseline of ${budget.baselineDays} days, ${budget.leastSamples.toLocaleString("en-GB")} samples`,
              },
              ...(budget.statedState
                ? [{ term: "Its source says", says: budget.statedState }]
                : []),
              {
                term: "Changed",
                says: (
                  <>
                    <Time iso={budget.changedAt} /> by {budget.changedBy}, version {budget.version}
                  </>
                ),
              },
            ]}
          />
        </Panel>
      </div>
      {open === "edit" && (
        <BudgetDialog
          budget={budget}
          environments={environments.map(({ key }) => key)}
          onClose={() => setOpen(null)}
          program={program}
        />
      )}
      {open === "remove" && (
        <RemoveBudgetDialog budget={budget} onClose={() => setOpen(null)} program={program} />
      )}
    </>
  );
};
