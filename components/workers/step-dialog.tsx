"use client";
import { ChangeDialog } from "@/components/switches/change-dialog";
import type { ChangePlace } from "@/components/switches/use-change";
import { Banner } from "@/components/ui/banner";
import { DialogSection } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { HandoffStepper } from "@/components/workers/handoff-stepper";
import type { NextStep } from "@/components/workers/worker-row";
import { type Owners, workerSays } from "@/components/workers/worker-words";
import type { WorkerView } from "@/lib/contract/workers";

/** One step of a worker's way: what it does now, and what has to come true before the next. */
export const StepDialog = ({
  place,
  owners,
  isProtected,
  worker,
  step,
  onClose,
}: {
  place: ChangePlace;
  owners: Owners;
  isProtected: boolean;
  /** As it stands now; it moves while the dialog is open. */
  worker: WorkerView;
  step: NextStep;
  onClose: () => void;
}) => {
  const isBack = step.rules.some(({ owner }) => owner === owners.legacy);
  const isHandOver = step.rules.some(({ handoff }) => handoff !== undefined);
  return (
    <ChangeDialog
      action={() => step.title}
      asked={{ rules: step.rules }}
      description={
        <>
          {workerSays(worker, owners)}
          {isProtected && (
            <span className="ml-1.5 inline-flex items-center gap-1 text-ink-3">
              <Icon name="lock" size={12} />
              {place.environment} is protected.
            </span>
          )}
        </>
      }
      isRollback={!step.isFlip}
      onClose={onClose}
      place={place}
      reasonHint={isBack ? undefined : "What makes this right, now"}
      title={`${step.title}: ${worker.worker} in ${place.environment}`}
    >
      <DialogSection>
        <HandoffStepper owners={owners} worker={worker} />
        {isHandOver && (
          <p className="mt-2 text-ink-2">
            {worker.owner} is told to stop now. The next owner is started in a step of its own, once
            the last lease is given back and the queues that are reported have run empty; the page
            says what that waits for.
          </p>
        )}
        {worker.guarantee === "not-guaranteed" && (
          <div className="mt-2">
            <Banner title="Not guaranteed" tone="amber">
              No supervisor of {worker.worker} reports here, so nothing keeps two owners from
              running it. Make sure of it yourself.
            </Banner>
          </div>
        )}
      </DialogSection>
    </ChangeDialog>
  );
};
