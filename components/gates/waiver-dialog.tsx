"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { GatePlace } from "@/components/gates/gate-words";
import { untilOf, waiverSpans } from "@/components/gates/waiver-until";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { askWaiver } from "@/lib/contract/waivers";

type Named = { readonly key: string };

/** Sets a gate aside for a while: why, until when, and whose it is to mend meanwhile. */
export const WaiverDialog = ({
  place,
  gate,
  capability,
  isProtected,
  owner: knownOwner,
  onClose,
}: {
  place: GatePlace;
  gate: Named & { readonly title: string };
  capability: Named & { readonly name: string };
  isProtected: boolean;
  owner: string | null;
  onClose: () => void;
}) => {
  const form = useId();
  const say = useToast();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [owner, setOwner] = useState(knownOwner ?? "");
  const [days, setDays] = useState("7");
  const asking = useMutation({
    mutationFn: () =>
      callOperation(askWaiver, {
        ...place,
        gate: gate.key,
        capability: capability.key,
        reason: reason.trim(),
        owner: owner.trim(),
        until: untilOf(days, Date.now()) ?? "",
      }),
    onSuccess: ({ state }) => {
      say({
        title: state === "active" ? "The gate is set aside" : "Asked for",
        detail: state === "active" ? undefined : "It counts once a second person agrees.",
        tone: "green",
      });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["program", place.program] }),
  });
  const isReady = reason.trim().length >= 3 && owner.trim() !== "";
  return (
    <Dialog
      description={
        isProtected
          ? `${place.environment} is protected: a second person has to agree before it counts.`
          : "It counts at once. When its time is over the gate reads again, and its owner is told."
      }
      footer={
        <DialogButtons
          busy={asking.isPending}
          disabled={!isReady}
          form={form}
          type="submit"
          variant="primary"
        >
          {isProtected ? "Ask for a waiver" : "Set it aside"}
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={`Waive ${gate.title} for ${capability.name} in ${place.environment}`}
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !asking.isPending) asking.mutate();
        }}
      >
        <DialogSection>
          <div className="flex flex-col gap-3">
            <TextArea
              hint="What is accepted meanwhile, and why that is fine. It stays in the record."
              label="Reason"
              maxLength={2000}
              onChange={(event) => setReason(event.target.value)}
              required
              value={reason}
            />
            <div className="flex flex-wrap gap-2.5">
              <TextField
                className="min-w-48 flex-1"
                hint="Who mends it, and hears when the time is over"
                label="Owner"
                maxLength={120}
                onChange={(event) => setOwner(event.target.value)}
                required
                value={owner}
              />
              <Select
                className="w-36"
                hint="to the end of that day, UTC"
                label="For"
                onChange={setDays}
                options={waiverSpans}
                value={days}
              />
            </div>
            {asking.error && <ErrorState fault={problemOf(asking.error)} />}
          </div>
        </DialogSection>
      </form>
    </Dialog>
  );
};
