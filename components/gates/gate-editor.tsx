"use client";
import { useId, useState } from "react";
import { DraftReadings, useDraftReadings } from "@/components/gates/draft-readings";
import { definitionOf, draftOf, type GateDraft, isReadable } from "@/components/gates/gate-draft";
import { GateFields, ReachFields } from "@/components/gates/gate-fields";
import type { GatePlace } from "@/components/gates/gate-words";
import { RuleFields } from "@/components/gates/rule-fields";
import { useGateSaving } from "@/components/gates/use-gate-saving";
import { RequestOutcome } from "@/components/switches/request-outcome";
import { Button } from "@/components/ui/button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import type { QualityGatesAnswer } from "@/lib/client/gate-queries";
import { problemOf } from "@/lib/client/problem-error";
import type { QualityGateView } from "@/lib/contract/gates";

/** Writes a quality gate: what it asks, how it would read today, and only then the saving. */
export const GateEditor = ({
  place,
  gate,
  offered,
  asksIn,
  onClose,
}: {
  place: GatePlace;
  /** `null` for a new one. */
  gate: QualityGateView | null;
  offered: Pick<QualityGatesAnswer, "checks" | "factNames">;
  /** The protected environment in which others approve it; `null` where nobody has to. */
  asksIn: string | null;
  onClose: () => void;
}) => {
  const form = useId();
  const { checks, factNames } = offered;
  const [draft, setDraft] = useState<GateDraft>(() => draftOf(gate, checks));
  const [reason, setReason] = useState("");
  const [capability, setCapability] = useState("");
  const preview = useDraftReadings(place, draft, checks, capability);
  const saving = useGateSaving(place.program, asksIn, onClose);
  const change = (to: Partial<GateDraft>) => {
    setDraft({ ...draft, ...to });
    if (saving.error) saving.reset();
  };
  const previewFault = preview.error ? problemOf(preview.error) : null;
  const fault = saving.error ? problemOf(saving.error) : null;
  const reasons = [...(fault?.reasons ?? []), ...(previewFault?.reasons ?? [])];
  const isReady =
    draft.title.trim() !== "" &&
    draft.key !== "" &&
    isReadable(draft) &&
    reason.trim().length >= 3 &&
    previewFault === null;
  if (saving.data) {
    return (
      <Dialog
        footer={
          <Button autoFocus onClick={onClose} variant="primary">
            Done
          </Button>
        }
        onOpenChange={(open) => !open && onClose()}
        open
        title="Asked for"
      >
        <RequestOutcome onLeave={onClose} program={place.program} request={saving.data} />
      </Dialog>
    );
  }
  const fields = { draft, reasons, onChange: change };
  return (
    <Dialog
      description={
        asksIn
          ? `Criteria are changed as a flip is: ${asksIn} is protected, so others approve it. The board says that they changed.`
          : "Criteria are changed as a flip is, with a reason. The board says that they changed."
      }
      footer={
        <DialogButtons
          busy={saving.isPending}
          disabled={!isReady}
          form={form}
          type="submit"
          variant="primary"
        >
          {asksIn ? `Ask for approval in ${asksIn}` : gate ? "Save the gate" : "Add the gate"}
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="xl"
      title={gate ? `Edit ${gate.title}` : "Add a gate"}
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady || saving.isPending) return;
          const definition = definitionOf(draft, checks);
          saving.mutate({
            edit: {
              kind: "quality-gate",
              gate: draft.key,
              version: gate?.version ?? 0,
              definition,
            },
            reason: reason.trim(),
          });
        }}
      >
        <DialogSection title="The gate">
          <GateFields {...fields} isNew={gate === null} />
        </DialogSection>
        <DialogSection title="What it asks">
          <RuleFields {...fields} checks={checks} />
        </DialogSection>
        <DialogSection title="Whom it asks">
          <ReachFields {...fields} />
        </DialogSection>
        <DialogSection title={`How it would read today in ${place.environment}`}>
          {previewFault && previewFault.reasons.length === 0 && <ErrorState fault={previewFault} />}
          {previewFault && previewFault.reasons.length > 0 && (
            <p className="text-fail">The rule cannot be read yet: see above.</p>
          )}
          {!previewFault && isReadable(draft) && (
            <DraftReadings
              capability={capability}
              factNames={factNames}
              isOld={preview.isPlaceholderData}
              onCapability={setCapability}
              preview={preview.data}
              showsFacts={draft.kind === "cel"}
            />
          )}
          {!isReadable(draft) && <p className="text-ink-2">Write a rule to see its readings.</p>}
        </DialogSection>
        <DialogSection>
          <TextArea
            label="Reason"
            maxLength={2000}
            onChange={(event) => setReason(event.target.value)}
            required
            value={reason}
          />
          {fault && (
            <div className="mt-3">
              <ErrorState fault={fault} />
            </div>
          )}
        </DialogSection>
      </form>
    </Dialog>
  );
};
