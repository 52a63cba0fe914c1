"use client";
import { useId, useState } from "react";
import { useGateSaving } from "@/components/gates/use-gate-saving";
import { RequestOutcome } from "@/components/switches/request-outcome";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { type QualityGateView, removeQualityGate } from "@/lib/contract/gates";

/** Removes a quality gate; where others have to approve that, it is asked for. */
export const RemoveGateDialog = ({
  program,
  gate,
  onClose,
}: {
  program: string;
  gate: QualityGateView;
  onClose: () => void;
}) => {
  const form = useId();
  const [reason, setReason] = useState("");
  const { saving, asking, offer } = useGateSaving(
    program,
    (why) =>
      callOperation(removeQualityGate, {
        program,
        gate: gate.key,
        version: gate.version,
        reason: why,
      }),
    onClose,
  );
  return (
    <Dialog
      footer={
        asking.data ? (
          <Button autoFocus onClick={onClose} variant="primary">
            Done
          </Button>
        ) : (
          <DialogButtons
            busy={saving.isPending || asking.isPending}
            disabled={reason.trim().length < 3}
            form={form}
            type="submit"
            variant={offer ? "primary" : "danger"}
          >
            {offer ? `Ask for approval in ${offer.environment}` : "Remove the gate"}
          </DialogButtons>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={`Remove ${gate.title}`}
    >
      {asking.data ? (
        <RequestOutcome onLeave={onClose} program={program} request={asking.data} />
      ) : (
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (offer) asking.mutate(reason.trim());
            else saving.mutate(reason.trim());
          }}
        >
          <DialogSection>
            <p className="mb-3 text-ink-2">
              Nothing asks it any more, in any environment. How it read so far stays in the record.
            </p>
            <TextArea
              label="Reason"
              maxLength={2000}
              onChange={(event) => setReason(event.target.value)}
              required
              value={reason}
            />
            <div className="mt-3 flex flex-col gap-3 empty:hidden">
              {offer && saving.error && (
                <Banner title="Others have to approve it" tone="blue">
                  {problemOf(saving.error).detail}
                </Banner>
              )}
              {saving.error && !offer && <ErrorState fault={problemOf(saving.error)} />}
              {asking.error && <ErrorState fault={problemOf(asking.error)} />}
            </div>
          </DialogSection>
        </form>
      )}
    </Dialog>
  );
};
