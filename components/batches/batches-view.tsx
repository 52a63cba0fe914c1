"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { BatchTable, WaveTable } from "@/components/batches/batch-table";
import { batchAddress, batchName } from "@/components/batches/batch-words";
import { PlanChart } from "@/components/batches/plan-chart";
import { planPoints } from "@/components/batches/plan-points";
import { ReviewPanel } from "@/components/batches/review-panel";
import { type Lane, ScheduleTimeline } from "@/components/batches/schedule-timeline";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Menu, MenuItem } from "@/components/ui/menu";
import { PageHeader } from "@/components/ui/page-header";
import { type BatchesAnswer, batchesQuery } from "@/lib/client/batch-queries";
import { programAddress } from "@/lib/client/program-address";
import { useProgramLive } from "@/lib/client/use-program-live";
import type { BatchView, ScheduleWeekView } from "@/lib/contract/batches";
import type { ProgramProgress } from "@/lib/contract/overview";

const BatchDialog = dynamic(
  () => import("@/components/batches/batch-dialog").then((module) => module.BatchDialog),
  { ssr: false },
);
const WeekDialog = dynamic(
  () => import("@/components/batches/week-dialog").then((module) => module.WeekDialog),
  { ssr: false },
);
const ScheduleDialog = dynamic(
  () => import("@/components/batches/schedule-dialog").then((module) => module.ScheduleDialog),
  { ssr: false },
);
const GuideDialog = dynamic(
  () => import("@/components/batches/guide-dialog").then((module) => module.GuideDialog),
  { ssr: false },
);

type Open = "batch" | "schedule" | "guide" | { readonly week: ScheduleWeekView | null };

const order: Readonly<Record<BatchView["standing"]["state"], number>> = {
  late: 0,
  "on-time": 1,
  "no-date": 2,
  done: 3,
  empty: 4,
};

const lanesOf = (program: string, { batches, waves }: BatchesAnswer): Lane[] =>
  [
    ...batches.map((batch) => ({
      ...batch,
      name: batchName(batch),
      href: batchAddress(program, batch.key),
    })),
    ...waves
      .filter(({ unbatched, weeks }) => unbatched > 0 && weeks.length > 0)
      .map((wave) => ({
        ...wave,
        name: `${wave.key} (no batch)`,
        owner: null,
        href: programAddress(program, "inventory", { wave: wave.key, kind: wave.kinds[0] }),
      })),
  ].sort((one, other) => {
    const [first = "", second = ""] = [one.weeks[0], other.weeks[0]];
    return first === second ? (one.key < other.key ? -1 : 1) : first < second ? -1 : 1;
  });

const summaryOf = ({ batches }: BatchesAnswer): string => {
  const count = (state: BatchView["standing"]["state"]): number =>
    batches.filter(({ standing }) => standing.state === state).length;
  const late = count("late");
  return `${batches.length} ${batches.length === 1 ? "batch" : "batches"}: ${count("done")} done, ${
    late === 0 ? "none late" : `${late} late`
  }.`;
};

/** Batches, waves and the weeks in which they are gone through. */
export const BatchesView = ({
  program,
  initial,
  progress,
  may,
  tabs,
}: {
  program: string;
  initial: BatchesAnswer;
  /** How many rows were verified on each day that was recorded. */
  progress: ProgramProgress["points"];
  may: readonly string[];
  /** The way to the other pages about signatures. */
  tabs: ReactNode;
}) => {
  useProgramLive(program);
  const { data } = useQuery({ ...batchesQuery(program), initialData: initial });
  const [open, setOpen] = useState<Open | null>(null);
  const mayPlan = may.includes("batch:write");
  const close = () => setOpen(null);
  const batches = [...data.batches].sort(
    (one, other) => order[one.standing.state] - order[other.standing.state],
  );
  return (
    <>
      <PageHeader
        actions={
          mayPlan && (
            <>
              <Menu align="end" trigger={<Button icon="more">Schedule</Button>}>
                <MenuItem onSelect={() => setOpen({ week: null })}>Plan a week</MenuItem>
                {may.includes("register:import") && (
                  <MenuItem onSelect={() => setOpen("schedule")}>Take over a schedule</MenuItem>
                )}
                <MenuItem onSelect={() => setOpen("guide")}>Checklist of reviews</MenuItem>
              </Menu>
              <Button icon="plus" onClick={() => setOpen("batch")} variant="primary">
                Make a batch
              </Button>
            </>
          )
        }
        title="Batches"
      >
        {summaryOf(data)} What is not done after its week is late.
      </PageHeader>
      {tabs}
      {data.weeks.length === 0 && (
        <div className="mb-3.5 rounded-xl border bg-panel">
          <EmptyState title="No week is planned">
            A schedule comes with the imported files, or is planned here week by week.
          </EmptyState>
        </div>
      )}
      <ScheduleTimeline
        lanes={lanesOf(program, data)}
        now={Date.parse(data.at)}
        onEdit={mayPlan ? (week) => setOpen({ week }) : null}
        program={program}
        weeks={data.weeks}
      />
      <PlanChart
        done={progress.map(({ day, verified }, place) => ({
          at: place === progress.length - 1 ? Date.parse(data.at) : Date.parse(day),
          rows: verified,
        }))}
        now={Date.parse(data.at)}
        plan={planPoints(data.batches, data.waves)}
      />
      <ReviewPanel program={program} />
      <div className="flex flex-col gap-3.5">
        {batches.length === 0 ? (
          <div className="rounded-xl border bg-panel">
            <EmptyState title="No batches">
              They come with the imported checklists, or are made here from rows that are signed
              together.
            </EmptyState>
          </div>
        ) : (
          <BatchTable batches={batches} program={program} />
        )}
        {data.waves.length > 0 && <WaveTable program={program} waves={data.waves} />}
      </div>
      {open === "batch" && <BatchDialog onClose={close} program={program} waves={data.waves} />}
      {open === "schedule" && <ScheduleDialog onClose={close} program={program} />}
      {open === "guide" && <GuideDialog guide={data.guide} onClose={close} program={program} />}
      {open !== null && typeof open === "object" && (
        <WeekDialog
          known={[...data.waves, ...data.batches].map(({ key }) => key)}
          onClose={close}
          program={program}
          week={open.week}
        />
      )}
    </>
  );
};
