"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { decisionAddress, statusLook } from "@/components/decisions/decision-words";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { Due } from "@/components/ui/due";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { SearchField } from "@/components/ui/search-field";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import { type DecisionsAnswer, decisionsQuery } from "@/lib/client/register-queries";
import { useSearchState } from "@/lib/client/use-search-state";
import type { DecisionSummary } from "@/lib/contract/decisions";

const DecisionDialog = dynamic(
  () => import("@/components/decisions/decision-dialog").then((module) => module.DecisionDialog),
  { ssr: false },
);

const statuses = ["open", "approved", "rejected", "superseded"] as const;

/** Late ones first, then open ones by their date, then the rest in their order. */
const byNeed = (one: DecisionSummary, other: DecisionSummary): number =>
  Number(other.status === "open") - Number(one.status === "open") ||
  (one.status === "open"
    ? (one.targetAt ?? "9").localeCompare(other.targetAt ?? "9")
    : one.position - other.position);

const fits = (decision: DecisionSummary, text: string): boolean =>
  `${decision.key} ${decision.title} ${decision.owner ?? ""} ${decision.impact}`
    .toLowerCase()
    .includes(text.trim().toLowerCase());

const headline = ({ decisions, counts }: DecisionsAnswer): string => {
  const late = decisions.filter(({ isLate }) => isLate).length;
  if (decisions.length === 0) return "What has to be decided, by whom, and what waits for it.";
  if (counts.open === 0) return "Nothing waits to be decided.";
  const open = counts.open === 1 ? "One waits" : `${counts.open} wait`;
  return `${open} to be decided${late > 0 ? `; ${late === 1 ? "one is" : `${late} are`} late` : ""}.`;
};

/** The decision register. */
export const DecisionsView = ({
  program,
  initial,
}: {
  program: string;
  initial: DecisionsAnswer;
}) => {
  const data = useQuery({ ...decisionsQuery(program), initialData: initial }).data;
  const search = useSearchState();
  const [isAdding, setAdding] = useState(false);
  const status = statuses.find((each) => each === search.text("status")) ?? "";
  const text = search.text("q");
  const shown = data.decisions
    .filter((each) => (status === "" || each.status === status) && fits(each, text))
    .toSorted(byNeed);
  const add = data.mayWrite && (
    <Button icon="plus" onClick={() => setAdding(true)} variant="primary">
      Add a decision
    </Button>
  );
  const isEmpty = data.decisions.length === 0;
  return (
    <>
      <PageHeader actions={!isEmpty && add} title="Decisions">
        {headline(data)}
      </PageHeader>
      {!isEmpty && (
        <div className="mb-2.5 flex flex-wrap items-center gap-2">
          <ChipChoice
            label="Which decisions"
            onChange={(value) => search.change({ status: value === "" ? null : value })}
            options={[
              { value: "", label: "All", count: data.decisions.length },
              ...statuses
                .filter((each) => data.counts[each] > 0)
                .map((value) => ({
                  value,
                  label: `${value.charAt(0).toUpperCase()}${value.slice(1)}`,
                  count: data.counts[value],
                })),
            ]}
            value={status}
          />
          <SearchField
            className="w-full sm:w-56"
            label="Find a decision"
            onChange={(q) => search.change({ q })}
            value={text}
          />
        </div>
      )}
      <div className="rounded-xl border bg-panel">
        {shown.length > 0 ? (
          <ol>
            {shown.map((decision) => (
              <DecisionRow decision={decision} key={decision.key} program={program} />
            ))}
          </ol>
        ) : isEmpty ? (
          <EmptyState
            action={
              <span className="flex flex-wrap justify-center gap-2">
                {add}
                <Link className={buttonClass({})} href={programAddress(program, "imports")}>
                  Import a register
                </Link>
              </span>
            }
            title="No decisions yet"
          >
            A decision has options, an owner, a date and what happens when it is late. Gates and
            milestones can ask for it. A Markdown table of decisions comes in by import, and the log
            of approvals with it.
          </EmptyState>
        ) : (
          <EmptyState
            action={
              <Button onClick={() => search.change({ q: null, status: null })}>
                Clear the filters
              </Button>
            }
            title="No decision fits"
          />
        )}
      </div>
      {isAdding && <DecisionDialog onClose={() => setAdding(false)} program={program} />}
    </>
  );
};

const DecisionRow = ({ program, decision }: { program: string; decision: DecisionSummary }) => {
  const { key, title, status, waitsFor, impact, decidedAt, decidedBy } = decision;
  const look = statusLook[status];
  return (
    <li className="border-line-soft border-t first:border-t-0">
      <Link
        className="grid gap-x-4 gap-y-1 px-4 py-2.5 hover:bg-rail sm:grid-cols-[4.5rem_minmax(0,1fr)_minmax(9rem,16rem)]"
        href={decisionAddress(program, key)}
        prefetch={false}
      >
        <span className="mono font-strong">{key}</span>
        <span className="min-w-0">
          <span className="wrap-anywhere font-strong">{title}</span>{" "}
          <Badge {...(look.tone ? { tone: look.tone } : {})}>{look.word}</Badge>
          {status === "open" && impact !== "" && (
            <span className="mt-0.5 line-clamp-2 wrap-anywhere text-ink-2">{impact}</span>
          )}
        </span>
        <span className="min-w-0 sm:text-right">
          {status === "open" ? (
            <>
              <Due dueAt={decision.targetAt} isLate={decision.isLate} owner={decision.owner} />
              {waitsFor.length > 1 && (
                <span className="block text-ink-3 text-sm">waits for {waitsFor.join(", ")}</span>
              )}
            </>
          ) : (
            <span className="text-ink-3">
              {decidedBy ? `by ${decidedBy}` : look.word}
              {decidedAt && (
                <>
                  , <Time iso={decidedAt} />
                </>
              )}
            </span>
          )}
        </span>
      </Link>
    </li>
  );
};
