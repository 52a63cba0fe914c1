"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { ChangeOutcome } from "@/components/switches/change-outcome";
import type { ChangePlace } from "@/components/switches/use-change";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import type { NextStep } from "@/components/workers/worker-row";
import { callOperation } from "@/lib/client/call-operation";
import { newUuid } from "@/lib/client/new-uuid";
import { problemOf } from "@/lib/client/problem-error";
import { changeSwitches } from "@/lib/contract/switches";
import type { WorkerView } from "@/lib/contract/workers";

/** Skips what a handoff waits for: with a reason for the step, and one of its own for breaking the glass. */
export const BreakGlassDialog = ({
  place,
  version,
  worker,
  step,
  onClose,
}: {
  place: ChangePlace;
  /** The version that the reader sees. */
  version: number;
  worker: WorkerView;
  step: NextStep;
  onClose: () => void;
}) => {
  const form = useId();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [because, setBecause] = useState("");
  const [changeId] = useState(newUuid);
  const breaking = useMutation({
    mutationFn: () =>
      callOperation(changeSwitches, {
        ...place,
        expectedVersion: version,
        changeId,
        rules: step.rules,
        reason: reason.trim(),
        breakGlass: { reason: because.trim() },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ["program", place.program] }),
  });
  const isReady = reason.trim().length >= 3 && because.trim().length >= 3;
  const made = breaking.data;
  return (
    <Dialog
      description={
        made
          ? undefined
          : `What it waits for is skipped, approvals never are. A review is owed within 24 hours; late, it holds back the next flip here.`
      }
      footer={
        made ? (
          <Button autoFocus onClick={onClose} variant="primary">
            Done
          </Button>
        ) : (
          <DialogButtons
            busy={breaking.isPending}
            disabled={!isReady}
            form={form}
            type="submit"
            variant="danger"
          >
            Break glass: {step.title.toLowerCase()}
          </DialogButtons>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="md"
      title={`${step.title} without waiting: ${worker.worker} in ${place.environment}`}
    >
      {made ? (
        <ChangeOutcome answer={made} onLeave={onClose} place={place} />
      ) : (
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady && !breaking.isPending) breaking.mutate();
          }}
        >
          {worker.waits.length > 0 && (
            <DialogSection>
              <Banner title="Still open" tone="red">
                <ul>
                  {worker.waits.map(({ says }) => (
                    <li key={says}>It waits for {says}.</li>
                  ))}
                </ul>
              </Banner>
            </DialogSection>
          )}
          <DialogSection>
            <p className="mb-3 text-ink-2">
              Leases still keep the owners apart: nobody new starts before the last lease of the
              other is given back or has run out. What is left in a queue is taken over as it is.
            </p>
            <div className="flex flex-col gap-3">
              <TextArea
                autoFocus
                label="Reason"
                maxLength={2000}
                onChange={(event) => setReason(event.target.value)}
                required
                value={reason}
              />
              <TextArea
                label="Why it cannot wait"
                maxLength={2000}
                onChange={(event) => setBecause(event.target.value)}
                required
                value={because}
              />
            </div>
          </DialogSection>
          {breaking.error && (
            <DialogSection>
              <ErrorState fault={problemOf(breaking.error)} />
            </DialogSection>
          )}
        </form>
      )}
    </Dialog>
  );
};
