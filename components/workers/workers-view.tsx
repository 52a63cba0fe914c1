"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { EnvironmentLinks } from "@/components/switches/environment-links";
import type { ChangePlace } from "@/components/switches/use-change";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SearchField } from "@/components/ui/search-field";
import { type NextStep, type WorkerRights, WorkerRow } from "@/components/workers/worker-row";
import {
  byUrgency,
  isInGroup,
  type WorkerGroup,
  workerGroups,
} from "@/components/workers/worker-words";
import { problemOf } from "@/lib/client/problem-error";
import { useProgramLive } from "@/lib/client/use-program-live";
import { useSearchState } from "@/lib/client/use-search-state";
import { type WorkersAnswer, workersQuery } from "@/lib/client/worker-queries";

const StepDialog = dynamic(
  () => import("@/components/workers/step-dialog").then((module) => module.StepDialog),
  { ssr: false },
);
const BreakGlassDialog = dynamic(
  () => import("@/components/workers/break-glass-dialog").then((module) => module.BreakGlassDialog),
  { ssr: false },
);

const shownAtFirst = 200;

/** Who runs each worker, where its handoff is and what that waits for; the steps are taken from here. */
export const WorkersView = ({
  place,
  environments,
  may,
  initial,
}: {
  place: ChangePlace;
  environments: readonly { key: string; name: string; isProtected: boolean }[];
  may: WorkerRights;
  initial: WorkersAnswer;
}) => {
  const { program, environment } = place;
  useProgramLive(program);
  const { text, change } = useSearchState();
  const query = useQuery({ ...workersQuery(program, environment), initialData: initial });
  const [asked, setAsked] = useState<{ worker: string; step: NextStep } | null>(null);
  const [isWhole, setWhole] = useState(false);
  const { owners, workers, version, isProtected } = query.data;
  const group = workerGroups.find((each) => each === text("show")) ?? "all";
  const search = text("find").toLowerCase();
  const found = byUrgency(workers).filter(
    (worker) => isInGroup(worker, group) && worker.worker.toLowerCase().includes(search),
  );
  const shown = isWhole ? found : found.slice(0, shownAtFirst);
  const torn = workers.filter(({ overlap }) => overlap.length > 0);
  const titles: Record<WorkerGroup, string> = {
    all: "All",
    moving: "In a handoff",
    legacy: `On ${owners.legacy}`,
    target: `On ${owners.target}`,
    off: "Off",
    unguarded: "Not guaranteed",
  };
  const open = asked && workers.find(({ worker }) => worker === asked.worker);
  const close = () => setAsked(null);
  return (
    <>
      <PageHeader
        actions={
          <EnvironmentLinks
            current={environment}
            environments={environments}
            page="workers"
            program={program}
          />
        }
        title="Workers"
      >
        Two owners of one worker corrupt what it works on; nobody running it is only late. So it
        goes from {owners.legacy} over off and drained to {owners.target}, and the same way back.
      </PageHeader>
      {query.error && (
        <div className="mb-3.5">
          <ErrorState fault={problemOf(query.error)} onRetry={() => query.refetch()} />
        </div>
      )}
      {torn.map(({ worker, overlap }) => (
        <div className="mb-2.5" key={worker}>
          <Banner title={`Both owners say that they run ${worker}`} tone="red">
            {overlap.join(" and ")}. Stop one of them where it runs, then look at what both wrote.
          </Banner>
        </div>
      ))}
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <ChipChoice
          label="Which workers"
          onChange={(value) => change({ show: value === "all" ? null : value })}
          options={workerGroups.map((value) => ({
            value,
            label: titles[value],
            count: workers.filter((worker) => isInGroup(worker, value)).length,
          }))}
          value={group}
        />
        <SearchField
          className="w-full sm:w-56"
          label="Find a worker"
          onChange={(value) => change({ find: value })}
          value={text("find")}
        />
      </div>
      <Panel className="overflow-hidden" flush>
        {shown.length === 0 && (
          <EmptyState
            title={workers.length === 0 ? "No worker can be switched here" : "None of these"}
          >
            {workers.length === 0
              ? "Workers come with the inventory; support processes are listed there and are not switched."
              : "Choose another group, or find another name."}
          </EmptyState>
        )}
        <ul aria-label="Workers" className="-mt-px">
          {shown.map((worker) => (
            <WorkerRow
              key={worker.worker}
              may={may}
              onStep={(step) => setAsked({ worker: worker.worker, step })}
              owners={owners}
              program={program}
              worker={worker}
            />
          ))}
        </ul>
      </Panel>
      {found.length > shown.length && (
        <div className="mt-2.5">
          <Button onClick={() => setWhole(true)}>Show all {found.length}</Button>
        </div>
      )}
      {asked && open && asked.step.isEarly && !isProtected && (
        <BreakGlassDialog
          onClose={close}
          place={place}
          step={asked.step}
          version={version}
          worker={open}
        />
      )}
      {asked && open && (!asked.step.isEarly || isProtected) && (
        <StepDialog
          isProtected={isProtected}
          onClose={close}
          owners={owners}
          place={place}
          step={asked.step}
          worker={open}
        />
      )}
    </>
  );
};
