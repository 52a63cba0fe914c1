"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { ProjectorButton } from "@/components/sign-offs/projector-button";
import { ReviewRow } from "@/components/sign-offs/review-row";
import { ReviewSide } from "@/components/sign-offs/review-side";
import { ReviewSummary } from "@/components/sign-offs/review-summary";
import { reviewTitle } from "@/components/sign-offs/review-words";
import { isReady } from "@/components/sign-offs/sign-off-words";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { ProgressBar } from "@/components/ui/progress-bar";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useRowKeys } from "@/components/ui/use-row-keys";
import { batchWrites, reviewSessionQuery, useBatchWrite } from "@/lib/client/batch-queries";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { signOffQuery } from "@/lib/client/sign-off-subject-queries";
import { useProgramLive } from "@/lib/client/use-program-live";
import type { ReviewSessionView } from "@/lib/contract/review-sessions";
import type { SignOffRow } from "@/lib/contract/sign-offs";

const contract = () => import("@/lib/contract/sign-offs");

const SignDialog = dynamic(
  () => import("@/components/sign-offs/sign-dialog").then((module) => module.SignDialog),
  { ssr: false },
);
const ReturnDialog = dynamic(
  () => import("@/components/sign-offs/return-dialog").then((module) => module.ReturnDialog),
  { ssr: false },
);

/** The next row that nothing came of yet, after a place and then from the beginning; the place itself where there is none. */
const nextOpen = ({ rows }: ReviewSessionView, after: number): number => {
  const isOpen = (at: number): boolean => rows[at]?.outcome === "open";
  const places = rows.map((_, step) => (after + 1 + step) % rows.length);
  return places.find(isOpen) ?? Math.max(0, after);
};

/** A review meeting: one row at a time, large, with the checklist of the meeting beside it. */
export const ReviewView = ({
  program,
  owners,
  initial,
  first,
  maySign,
}: {
  program: string;
  owners: { legacy: string; target: string };
  initial: ReviewSessionView;
  /** The row that it begins with. */
  first: SignOffRow | null;
  maySign: boolean;
}) => {
  useProgramLive(program);
  const { data: session } = useQuery({
    ...reviewSessionQuery(program, initial.id),
    initialData: initial,
  });
  const [dialog, setDialog] = useState<{ kind: "sign" | "return"; row: SignOffRow } | null>(null);
  const isOver = session.finishedAt !== null;
  const count = session.rows.length;
  const note = useBatchWrite(program, batchWrites.noteSession);
  const finish = useBatchWrite(program, batchWrites.finishSession);

  const skip = (at: number): void => {
    const named = session.rows[at];
    if (!named || isOver || !maySign) return;
    const { kind, key, outcome } = named;
    note.run({
      program,
      session: session.id,
      row: { kind, key, isSkipped: outcome !== "skipped" },
    });
    if (outcome === "open") setActive(nextOpen(session, at));
  };
  const { active, setActive } = useRowKeys({
    count: isOver ? 0 : count,
    onMark: (at) => skip(at),
    onOpen: () => {
      if (row && isReady(row) && maySign) setDialog({ kind: "sign", row });
      else setActive(nextOpen(session, place));
    },
  });
  const place = active < 0 ? nextOpen(initial, -1) : active;
  // The first key then goes on from the row that is shown.
  useEffect(() => setActive(nextOpen(initial, -1)), [initial, setActive]);

  const shown = session.rows[place] ?? session.rows[0];
  const subject = { program, kind: shown?.kind ?? "", key: shown?.key ?? "" };
  const { data: row, error } = useQuery({
    ...signOffQuery(subject),
    enabled: shown !== undefined && !isOver,
    ...(first && first.kind === subject.kind && first.key === subject.key
      ? { initialData: first }
      : {}),
  });
  const next = session.rows[nextOpen(session, place)];
  useQuery({
    ...signOffQuery({ program, kind: next?.kind ?? "", key: next?.key ?? "" }),
    enabled: next !== undefined && next !== shown && !isOver,
  });
  const { kind, key } = subject;
  const digest = row?.digest;
  // What was looked at is recorded with the signature; that it could not be holds nobody up.
  useEffect(() => {
    if (!maySign || !digest) return;
    contract()
      .then(({ openSignOff }) => callOperation(openSignOff, { program, kind, key, digest }))
      .catch(() => {});
  }, [maySign, program, kind, key, digest]);

  if (isOver) return <ReviewSummary program={program} session={session} />;
  const { open = 0 } = session.counts;
  const fault = note.fault ?? finish.fault;
  return (
    <>
      <PageHeader
        actions={
          <>
            <ProjectorButton />
            {maySign && (
              <Button
                busy={finish.isBusy}
                onClick={() => finish.run({ program, session: session.id })}
              >
                End the session
              </Button>
            )}
          </>
        }
        title={reviewTitle(session)}
      >
        {open} of {count} to go
        <span className="hidden rail:inline">
          {maySign ? " · j k move, Enter signs, x leaves a row for later" : " · j k move"}
        </span>
      </PageHeader>
      <div className="mb-3.5">
        <ProgressBar done={count - open} label="Rows gone through" total={count} />
      </div>
      {fault && (
        <div className="mb-3.5">
          <ErrorState fault={fault} />
        </div>
      )}
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_20rem]">
        {error ? (
          <ErrorState fault={problemOf(error)} />
        ) : row === undefined || shown === undefined ? (
          <SkeletonRows label="Reading the row" rows={8} />
        ) : (
          <ReviewRow
            maySign={maySign}
            onMove={(by) => setActive(Math.min(count - 1, Math.max(0, place + by)))}
            onReturn={() => setDialog({ kind: "return", row })}
            onSign={() => setDialog({ kind: "sign", row })}
            onSkip={() => skip(place)}
            outcome={shown.outcome}
            outcomeBy={shown.by}
            owners={owners}
            place={place}
            program={program}
            row={row}
            total={count}
          />
        )}
        <ReviewSide
          isBusy={note.isBusy}
          mayNote={maySign}
          onNote={(noted) => note.run({ program, session: session.id, ...noted })}
          session={session}
        />
      </div>
      {dialog?.kind === "sign" && (
        <SignDialog onClose={() => setDialog(null)} program={program} row={dialog.row} />
      )}
      {dialog?.kind === "return" && (
        <ReturnDialog onClose={() => setDialog(null)} program={program} row={dialog.row} />
      )}
    </>
  );
};
