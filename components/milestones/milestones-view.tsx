"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { milestoneAddress, stateLook, verdictLook } from "@/components/milestones/milestone-words";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import { type MilestonesAnswer, milestonesQuery } from "@/lib/client/register-queries";
import type { MilestoneSummary } from "@/lib/contract/milestones";

const MilestoneDialog = dynamic(
  () => import("@/components/milestones/milestone-dialog").then((module) => module.MilestoneDialog),
  { ssr: false },
);

/** Milestones in order: can each go, and what is missing. */
export const MilestonesView = ({
  program,
  initial,
}: {
  program: string;
  initial: MilestonesAnswer;
}) => {
  const { milestones, may } = useQuery({
    ...milestonesQuery(program),
    initialData: initial,
  }).data;
  const [isAdding, setAdding] = useState(false);
  const next = milestones.find(({ state }) => state !== "go" && state !== "conditional-go");
  const add = may.edit && (
    <Button icon="plus" onClick={() => setAdding(true)} variant="primary">
      Add a milestone
    </Button>
  );
  return (
    <>
      <PageHeader actions={milestones.length > 0 && add} title="Milestones">
        {next
          ? `${next.key} is next. ${next.readiness.says}`
          : milestones.length > 0
            ? "All of them were decided."
            : "What has to be so before the next step, and who decides it."}
      </PageHeader>
      <div className="rounded-xl border bg-panel">
        {milestones.length === 0 ? (
          <EmptyState
            action={
              <span className="flex flex-wrap justify-center gap-2">
                {add}
                <Link className={buttonClass({})} href={programAddress(program, "imports")}>
                  Import a checklist
                </Link>
              </span>
            }
            title="No milestones yet"
          >
            A milestone has criteria: gates, decisions, rules, lines of a checklist. It can go when
            every one holds. A Markdown table of criteria with their status comes in by import.
          </EmptyState>
        ) : (
          <ol>
            {milestones.map((milestone) => (
              <MilestoneRow key={milestone.key} milestone={milestone} program={program} />
            ))}
          </ol>
        )}
      </div>
      {isAdding && <MilestoneDialog onClose={() => setAdding(false)} program={program} />}
    </>
  );
};

const Counts = ({ all }: { all: MilestoneSummary["readiness"]["all"] }) => (
  <span className="flex items-center gap-2.5">
    <span
      aria-hidden="true"
      className="flex h-1.5 w-20 shrink-0 gap-px overflow-hidden rounded-full bg-off-soft"
    >
      {(
        [
          ["pass", "bg-pass"],
          ["fail", "bg-fail"],
        ] as const
      ).map(
        ([state, ground]) =>
          all[state] > 0 && (
            <span
              className={ground}
              key={state}
              style={{ width: `${(100 * all[state]) / all.total}%` }}
            />
          ),
      )}
    </span>
    <span className="text-ink-2 text-sm">
      {all.total === 0 ? "no criteria" : `${all.pass} of ${all.total} hold`}
    </span>
  </span>
);

const MilestoneRow = ({ program, milestone }: { program: string; milestone: MilestoneSummary }) => {
  const { key, title, readiness, state, targetAt, isLate, conditions, openRoom } = milestone;
  const { word, ink } = verdictLook[readiness.verdict];
  const look = stateLook[state];
  return (
    <li className="border-line-soft border-t first:border-t-0">
      <Link
        className="grid gap-x-4 gap-y-1 px-4 py-3 hover:bg-rail sm:grid-cols-[3.5rem_minmax(0,1fr)_auto] sm:items-start"
        href={milestoneAddress(program, key)}
        prefetch={false}
      >
        <span className="font-bold text-lg">{key}</span>
        <span className="min-w-0">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="wrap-anywhere font-strong">{title}</span>
            <Badge {...(look.tone ? { tone: look.tone } : {})}>{look.word}</Badge>
            {openRoom !== null && <Badge tone="blue">room {openRoom} is open</Badge>}
            {conditions.overdue > 0 && (
              <Badge tone="red">
                {conditions.overdue === 1
                  ? "a condition is overdue"
                  : `${conditions.overdue} conditions are overdue`}
              </Badge>
            )}
          </span>
          <span className="mt-0.5 block wrap-anywhere text-ink-2">{readiness.says}</span>
        </span>
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1 sm:flex-col sm:items-end">
          <span className={classNames("font-bold text-lg", ink)}>{word}</span>
          <Counts all={readiness.all} />
          {targetAt && (
            <span className={classNames("text-sm", isLate ? "text-fail" : "text-ink-3")}>
              {isLate ? "was planned " : "planned "}
              <Time iso={targetAt} />
            </span>
          )}
        </span>
      </Link>
    </li>
  );
};
