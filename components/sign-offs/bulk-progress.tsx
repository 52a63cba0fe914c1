"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { BulkRows } from "@/components/sign-offs/bulk-rows";
import { LeftOutNote } from "@/components/sign-offs/left-out-note";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { ProgressBar } from "@/components/ui/progress-bar";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { runQuery } from "@/lib/client/sign-off-run-queries";
import { stopSignOffRun } from "@/lib/contract/sign-off-runs";

const count = (rows: number): string => rows.toLocaleString("en-GB");

/** How far a run of signatures is, and what became of it; it goes on whether or not anybody looks. */
export const BulkProgress = ({
  program,
  run,
  onClose,
}: {
  program: string;
  run: string;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(runQuery(program, run));
  const stopping = useMutation({
    mutationFn: () => callOperation(stopSignOffRun, { program, run }),
    onSettled: () => refetch(),
  });
  const state = data?.state ?? "running";
  useEffect(() => {
    if (state !== "running") void client.invalidateQueries({ queryKey: ["program", program] });
  }, [client, program, state]);
  const fault = error ?? stopping.error;
  const passed = data ? data.signed + data.refused : 0;
  const total = data?.total ?? 0;
  return (
    <Dialog
      description={
        state === "running"
          ? "You may close this or leave: it goes on, and you are told when it is through."
          : undefined
      }
      footer={
        state === "running" ? (
          <>
            <Button busy={stopping.isPending} onClick={() => stopping.mutate()}>
              Stop
            </Button>
            <Button onClick={onClose} variant="primary">
              Go on with other things
            </Button>
          </>
        ) : (
          <Button onClick={onClose} variant="primary">
            Done
          </Button>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title={
        data
          ? state === "running"
            ? `Signing ${count(passed)} of ${count(total)} rows`
            : `Signed ${count(data.signed)} of ${count(total)} rows`
          : "Signing"
      }
    >
      <DialogSection>
        {fault && <ErrorState fault={problemOf(fault)} onRetry={() => refetch()} />}
        {!data ? (
          <SkeletonRows label="Reading how far it is" rows={2} />
        ) : (
          <>
            <ProgressBar done={passed} label="Signing" total={total} />
            <p className="mt-2 text-ink-2">
              {data.by}, began <Time iso={data.startedAt} />
              {data.batch && (
                <>
                  , of <span className="mono">{data.batch}</span>
                </>
              )}
              {data.sampled > 0 && `, ${count(data.sampled)} drawn and opened`}
              {data.leftOut > 0 && `, ${count(data.leftOut)} drawn and left out`}.
            </p>
            {state === "stopped" && (
              <div className="mt-3">
                <Banner title={data.because ?? "It was stopped."} tone="amber">
                  {count(data.signed)} rows are signed; {count(total - passed)} were not come to.
                </Banner>
              </div>
            )}
          </>
        )}
      </DialogSection>
      {data && data.rowsLeftOut.length > 0 && (
        <DialogSection>
          <LeftOutNote rows={data.rowsLeftOut} />
        </DialogSection>
      )}
      {data && data.refusals.length > 0 && (
        <DialogSection title={`Not signed: ${count(data.refusals.length)}`}>
          <BulkRows rows={data.refusals} />
        </DialogSection>
      )}
    </Dialog>
  );
};
