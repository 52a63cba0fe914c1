"use client";
import { useId, useState } from "react";
import { useGateSaving } from "@/components/gates/use-gate-saving";
import { RequestOutcome } from "@/components/switches/request-outcome";
import { Button } from "@/components/ui/button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { problemOf } from "@/lib/client/problem-error";
import type { QualityGateView } from "@/lib/contract/gates";

/** Removes a quality gate; where others have to approve that, it is asked for. */
export const RemoveGateDialog = ({
  program,
  gate,
  asksIn,
  onClose,
}: {
  program: string;
  gate: QualityGateView;
  asksIn: string | null;
  onClose: () => void;
}) => {
  const form = useId();
  const [reason, setReason] = useState("");
  const saving = useGateSaving(program, asksIn, onClose);
  return (
    <Dialog
      footer={
        saving.data ? (
          <Button autoFocus onClick={onClose} variant="primary">
            Done
          </Button>
        ) : (
          <DialogButtons
            busy={saving.isPending}
            disabled={reason.trim().length < 3}
            form={form}
            type="submit"
            variant={asksIn ? "primary" : "danger"}
          >
            {asksIn ? `Ask for approval in ${asksIn}` : "Remove the gate"}
          </DialogButtons>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={`Remove ${gate.title}`}
    >
      {saving.data ? (
        <RequestOutcome onLeave={onClose} program={program} request={saving.data} />
      ) : (
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (saving.isPending) return;
            saving.mutate({
              edit: {
                kind: "quality-gate",
                gate: gate.key,
                version: gate.version,
                definition: null,
              },
              reason: reason.trim(),
            });
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
            {saving.error && (
              <div className="mt-3">
                <ErrorState fault={problemOf(saving.error)} />
              </div>
            )}
          </DialogSection>
        </form>
      )}
    </Dialog>
  );
};
