"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { BatchProgress } from "@/components/sign-offs/batch-progress";
import type { Bulk } from "@/components/sign-offs/bulk-dialog";
import { QueueActions } from "@/components/sign-offs/queue-actions";
import { queueGroups } from "@/components/sign-offs/queue-groups";
import { QueueList } from "@/components/sign-offs/queue-list";
import { QueuePages } from "@/components/sign-offs/queue-pages";
import { QueueTools } from "@/components/sign-offs/queue-tools";
import { RunsBanner } from "@/components/sign-offs/runs-banner";
import { SignOffEvidence } from "@/components/sign-offs/sign-off-evidence";
import { isReady } from "@/components/sign-offs/sign-off-words";
import { SignOffsTabs } from "@/components/sign-offs/sign-offs-tabs";
import { useQueue, type Whose } from "@/components/sign-offs/use-queue";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { ProgressBar } from "@/components/ui/progress-bar";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useRowKeys } from "@/components/ui/use-row-keys";
import { problemOf } from "@/lib/client/problem-error";
import type { SignOffsAnswer } from "@/lib/client/sign-off-queries";
import { useOpenedRow } from "@/lib/client/use-opened-row";
import type { SignOffRow } from "@/lib/contract/sign-offs";

const SignDialog = dynamic(
  () => import("@/components/sign-offs/sign-dialog").then((module) => module.SignDialog),
  { ssr: false },
);
const BulkDialog = dynamic(
  () => import("@/components/sign-offs/bulk-dialog").then((module) => module.BulkDialog),
  { ssr: false },
);
const ReturnDialog = dynamic(
  () => import("@/components/sign-offs/return-dialog").then((module) => module.ReturnDialog),
  { ssr: false },
);

/** The queue of signatures: rows with their evidence beside them, signed one by one or many at once. */
export const SignOffsView = ({
  program,
  owners,
  initial,
  whose,
  maySign,
  mayExportSignatures,
}: {
  program: string;
  owners: { legacy: string; target: string };
  /** The first page of what its reader sees by default. */
  initial: SignOffsAnswer;
  whose: Whose;
  maySign: boolean;
  mayExportSignatures: boolean;
}) => {
  const queue = useQueue(program, { initial, whose });
  const { filter, answer } = queue;
  const [signing, setSigning] = useState<SignOffRow | null>(null);
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const [returning, setReturning] = useState<SignOffRow | null>(null);
  const rows = answer?.rows ?? [];
  const batches = answer?.batches ?? initial.batches;
  const { active, setActive } = useRowKeys({
    count: rows.length,
    onMark: (at) => {
      const row = rows[at];
      if (row && maySign) queue.mark(row, !queue.isMarked(row));
    },
    onOpen: (at) => {
      const row = rows[at];
      if (row && isReady(row) && maySign) setSigning(row);
    },
  });
  const shown = rows[active] ?? rows[0] ?? null;
  useOpenedRow(program, active >= 0 && shown && maySign && isReady(shown) ? shown : null);
  const narrow: typeof queue.narrow = (changes) => {
    setActive(-1);
    queue.narrow(changes);
  };
  const onlyBatch = filter.batch.length === 1 ? (filter.batch[0] ?? null) : null;
  const signMany = (): void =>
    setBulk(
      queue.marked.size > 0
        ? { asked: { subjects: queue.markedRows }, batch: onlyBatch }
        : { asked: queue.under, batch: onlyBatch },
    );
  const evidence = shown && (
    <SignOffEvidence
      maySign={maySign}
      onReturn={() => setReturning(shown)}
      onSign={() => setSigning(shown)}
      owners={owners}
      program={program}
      row={shown}
    />
  );
  return (
    <>
      <PageHeader
        actions={
          <QueueActions
            hasReady={rows.some(isReady)}
            marked={queue.marked.size}
            mayExportSignatures={mayExportSignatures}
            onClear={queue.clearMarks}
            onSign={maySign ? signMany : null}
            program={program}
          />
        }
        title="Sign-offs"
      >
        Who vouches for what. A signature is bound to the evidence that is shown, and goes stale
        when that changes.
        {!maySign &&
          " You may look at all of it; owners, engineers and managers of this program sign."}
      </PageHeader>
      <SignOffsTabs program={program} />
      <RunsBanner onShow={(run) => setBulk({ run })} program={program} />
      <BatchProgress
        batches={batches}
        chosen={filter.batch}
        onChoose={(batch) => narrow({ batch })}
      />
      <QueueTools
        hasReady={rows.some(isReady)}
        onNarrow={narrow}
        onWhose={(value) => {
          setActive(-1);
          queue.showWhose(value);
        }}
        maySign={maySign}
        q={filter.q}
        total={answer?.total ?? 0}
        waits={filter.waits}
        whose={filter.whose}
      />
      {queue.error ? (
        <ErrorState fault={problemOf(queue.error)} onRetry={() => queue.refetch()} />
      ) : answer === undefined ? (
        <SkeletonRows label="Reading the queue" rows={8} />
      ) : shown === null ? (
        <div className="rounded-xl border bg-panel">
          <EmptyState title="Nothing waits here">
            {filter.whose === "mine"
              ? "No row of your teams is among these. Everybody's rows are one press away."
              : "Rows come with the inventory; each waits here until somebody of its team signs it."}
          </EmptyState>
        </div>
      ) : (
        <div
          aria-busy={queue.isOld}
          className="grid items-start gap-3.5 aria-busy:opacity-60 rail:grid-cols-[minmax(0,1fr)_24rem]"
        >
          <div>
            {queue.isOld && <ProgressBar label="Reading what was asked for" />}
            <QueueList
              active={Math.max(active, 0)}
              evidence={evidence}
              groups={queueGroups(rows, batches, filter.batch)}
              hasHeads={filter.by === "batch" || filter.batch.length > 0}
              isMarked={queue.isMarked}
              onActivate={setActive}
              opened={active}
              onMark={maySign ? queue.mark : null}
              onSignBatch={
                maySign
                  ? (batch) => setBulk({ asked: { ...queue.under, batch: [batch] }, batch })
                  : null
              }
              program={program}
            />
            <QueuePages offset={filter.offset} onMove={queue.move} total={answer.total} />
          </div>
          <div className="hidden rail:sticky rail:top-16 rail:block">{evidence}</div>
        </div>
      )}
      {signing && <SignDialog onClose={() => setSigning(null)} program={program} row={signing} />}
      {bulk && (
        <BulkDialog
          bulk={bulk}
          onClose={() => setBulk(null)}
          onLeave={queue.keepMarks}
          onStarted={queue.clearMarks}
          owners={owners}
          program={program}
        />
      )}
      {returning && (
        <ReturnDialog onClose={() => setReturning(null)} program={program} row={returning} />
      )}
    </>
  );
};
