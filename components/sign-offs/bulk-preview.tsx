"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FaultOrProof } from "@/components/proof/fault-or-proof";
import { BulkRows } from "@/components/sign-offs/bulk-rows";
import { BulkSample } from "@/components/sign-offs/bulk-sample";
import { DeputyNote } from "@/components/sign-offs/deputy-note";
import { LeftOutNote } from "@/components/sign-offs/left-out-note";
import { type Meaning, MeaningChoice } from "@/components/sign-offs/meaning-choice";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { ProgressBar } from "@/components/ui/progress-bar";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { type BulkAsked, runPreviewQuery } from "@/lib/client/sign-off-run-queries";
import { type PreviewedRow, startSignOffRun } from "@/lib/contract/sign-off-runs";

const plural = (count: number): string =>
  `${count.toLocaleString("en-GB")} row${count === 1 ? "" : "s"}`;

const nameOf = ({ kind, key }: PreviewedRow): string => `${kind} ${key}`;

const none: readonly PreviewedRow[] = [];

/** What would be signed and what not, row by row, before anything is. */
export const BulkPreview = ({
  program,
  owners,
  asked,
  batch,
  onStarted,
  onLeave,
  onClose,
}: {
  program: string;
  owners: { legacy: string; target: string };
  asked: BulkAsked;
  batch: string | null;
  onStarted: (run: string) => void;
  onLeave: () => void;
  onClose: () => void;
}) => {
  const { data, error, refetch } = useQuery(runPreviewQuery(program, asked));
  const [meaning, setMeaning] = useState<Meaning>("approved");
  const [openedHere, setOpenedHere] = useState<ReadonlySet<string>>(new Set());
  const rows = data?.rows ?? none;
  const ready = rows.filter(({ says }) => says === null);
  const sampled = rows.filter(({ isSampled }) => isSampled);
  const isOpened = (row: PreviewedRow): boolean => row.wasOpened || openedHere.has(nameOf(row));
  const left = sampled.filter((row) => !isOpened(row)).length;
  const starting = useMutation({
    mutationFn: () =>
      callOperation(startSignOffRun, {
        program,
        run: data?.run ?? "",
        subjects: ready.map(({ kind, key, digest }) => ({ kind, key, digest })),
        meaning,
        ...(batch ? { batch } : {}),
      }),
    onSuccess: ({ id }) => onStarted(id),
  });
  return (
    <Dialog
      description="Your name, the time and exactly what is shown of each row go into the record. Each row is signed whole or not at all."
      footer={
        <DialogButtons
          busy={starting.isPending}
          disabled={ready.length === 0 || left > 0}
          onClick={() => starting.mutate()}
          variant="primary"
        >
          Sign {plural(ready.length)}
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title={
        data
          ? `Sign ${plural(ready.length)}${ready.length < rows.length ? ` of ${rows.length.toLocaleString("en-GB")}` : ""}`
          : "Sign together"
      }
    >
      {error ? (
        <DialogSection>
          <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
        </DialogSection>
      ) : !data ? (
        <DialogSection>
          <p className="mb-2 text-ink-2">
            Looking at every row: what it rests on, and who may sign it.
          </p>
          <ProgressBar label="Looking at every row" />
        </DialogSection>
      ) : (
        <>
          <DialogSection>
            <MeaningChoice onChange={setMeaning} value={meaning} />
            <DeputyNote rows={ready} />
            {batch && (
              <p className="mt-2 text-ink-2">
                Of <span className="mono">{batch}</span>.
              </p>
            )}
            {starting.error && (
              <div className="mt-3">
                <FaultOrProof
                  fault={problemOf(starting.error)}
                  onLeave={onLeave}
                  onProven={() => starting.mutate()}
                />
              </div>
            )}
          </DialogSection>
          {data.leftOut.length > 0 && (
            <DialogSection>
              <LeftOutNote rows={data.leftOut} />
            </DialogSection>
          )}
          {sampled.length > 0 && (
            <DialogSection
              title={
                left > 0
                  ? `${plural(sampled.length)} drawn: open ${left === sampled.length ? "each" : `${left} more`} before you sign`
                  : `${plural(sampled.length)} drawn, all opened`
              }
            >
              <BulkSample
                onOpened={(row) => setOpenedHere((before) => new Set(before).add(nameOf(row)))}
                opened={isOpened}
                owners={owners}
                program={program}
                rows={sampled}
              />
            </DialogSection>
          )}
          <DialogSection>
            {rows.length === 0 ? (
              <p className="text-ink-2">Nothing waits here: everything is signed.</p>
            ) : (
              <BulkRows rows={rows} />
            )}
          </DialogSection>
        </>
      )}
    </Dialog>
  );
};
