"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { BoardChanges } from "@/components/gates/board-changes";
import { BoardSentence, type NextMilestone } from "@/components/gates/board-sentence";
import { BoardTools, type MilestoneChoice } from "@/components/gates/board-tools";
import { GateHeatMap } from "@/components/gates/gate-heat-map";
import { GatesTabs } from "@/components/gates/gates-tabs";
import { ProgramGateStrip } from "@/components/gates/program-gate-strip";
import { ReviewButton } from "@/components/gates/review-button";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import {
  boardSearch,
  changedCells,
  type GateBoardState,
  narrowBoard,
  readBoardState,
} from "@/lib/client/gate-board-state";
import { gateBoardQuery, programGatesQuery } from "@/lib/client/gate-queries";
import { problemOf } from "@/lib/client/problem-error";
import { saveCsv } from "@/lib/client/save-csv";
import { useNarrow } from "@/lib/client/use-narrow";
import { useProgramLive } from "@/lib/client/use-program-live";
import { useSearchState } from "@/lib/client/use-search-state";
import type { GateBoard } from "@/lib/contract/gates";
import type { ProgramGateView } from "@/lib/contract/program-gates";

// Both are in the page where its address asks for them, and come when they are wanted otherwise.
const GatePanel = dynamic(
  () => import("@/components/gates/gate-panel").then((module) => module.GatePanel),
  { loading: () => <SkeletonRows label="Reading the gate" rows={6} /> },
);
const GatesEmpty = dynamic(
  () => import("@/components/gates/gates-empty").then((module) => module.GatesEmpty),
  { loading: () => null },
);
const Sheet = dynamic(() => import("@/components/ui/sheet").then((module) => module.Sheet), {
  ssr: false,
});

/** Can we go? The program's gates, and every capability's, as they read now. */
export const GatesView = ({
  place,
  initial,
  programGates: initialGates,
  milestones,
  next,
  rights,
}: {
  place: { program: string; environment: string };
  /** What the server read, and since when it tells changes. */
  initial: { since: "day" | "review"; board: GateBoard };
  programGates: readonly ProgramGateView[];
  milestones: readonly MilestoneChoice[];
  next: NextMilestone | null;
  rights: { mayReview: boolean; mayWaive: boolean; mayEdit: boolean };
}) => {
  const { program, environment } = place;
  const live = useProgramLive(program);
  const isNarrow = useNarrow();
  const search = useSearchState();
  const state = readBoardState({ get: (name) => search.text(name) || null });
  const change = (to: Partial<GateBoardState>) => search.change(boardSearch(to));
  const { data, error, refetch } = useQuery(
    gateBoardQuery(place, state.since, state.since === initial.since ? initial.board : undefined),
  );
  const board = data ?? initial.board;
  const { data: programGates } = useQuery(programGatesQuery(program, initialGates));
  const milestone = milestones.find(({ key }) => key === state.milestone);
  const milestoneGates = useMemo(() => milestone && new Set(milestone.gates), [milestone]);
  // A milestone that names none of these gates narrows the strip above, not the sheet.
  const named =
    milestoneGates && board.gates.some(({ key }) => milestoneGates.has(key))
      ? milestoneGates
      : null;
  const shown = narrowBoard(board, state, named);
  const changed = useMemo(() => changedCells(board), [board]);
  const open = state.cell;
  const panel = open && (
    <GatePanel
      capability={open.capability}
      gate={open.gate}
      key={`${open.gate} ${open.capability}`}
      mayWaive={rights.mayWaive}
      onClose={isNarrow ? undefined : () => change({ cell: null })}
      place={place}
    />
  );
  const save = async () => {
    const { boardCsv } = await import("@/components/gates/board-csv");
    saveCsv(boardCsv(shown.gates, shown.capabilities), `${program}-${environment}-gates.csv`);
  };

  return (
    <>
      <PageHeader
        actions={
          <>
            <Button disabled={shown.capabilities.length === 0} icon="download" onClick={save}>
              Export CSV
            </Button>
            {rights.mayReview && <ReviewButton program={program} />}
          </>
        }
        title="Gates"
      >
        <BoardSentence board={board} live={live} next={next} programGates={programGates} />
      </PageHeader>
      <GatesTabs environment={environment} program={program} />
      {programGates.length > 0 && (
        <ProgramGateStrip
          gates={programGates}
          milestone={milestoneGates ?? null}
          program={program}
        />
      )}
      {error && (
        <div className="mb-2.5">
          <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
        </div>
      )}
      {board.gates.length === 0 || board.capabilities.length === 0 ? (
        <GatesEmpty board={board} mayEdit={rights.mayEdit} place={place} />
      ) : (
        <>
          <BoardTools
            board={board}
            milestones={milestones}
            onChange={change}
            shown={shown.capabilities.length}
            state={state}
          />
          <div
            className={
              open && !isNarrow
                ? "grid grid-cols-[minmax(0,1fr)_22rem] items-start gap-4"
                : undefined
            }
          >
            <div className="min-w-0">
              {shown.capabilities.length === 0 ? (
                <EmptyState title="Nothing reads so">
                  No capability is left under these filters.
                </EmptyState>
              ) : (
                <GateHeatMap
                  capabilities={shown.capabilities}
                  changed={changed}
                  environment={environment}
                  gates={shown.gates}
                  onOpen={(cell) => change({ cell })}
                  open={open}
                  program={program}
                />
              )}
              <BoardChanges
                board={board}
                isFiltered={state.changed}
                onFilter={(on) => change({ changed: on })}
                onOpen={({ gate, capability }) => change({ cell: { gate, capability } })}
                onSince={(since) => change({ since })}
                since={state.since}
              />
            </div>
            {panel && !isNarrow && (
              <aside
                aria-label="The gate"
                className="sticky top-4 max-h-[calc(100dvh-6rem)] overflow-y-auto rounded-xl border bg-panel p-4"
              >
                {panel}
              </aside>
            )}
          </div>
          {panel && isNarrow && (
            <Sheet onOpenChange={(on) => !on && change({ cell: null })} open title="Gate">
              <div className="px-5 py-4">{panel}</div>
            </Sheet>
          )}
        </>
      )}
    </>
  );
};
