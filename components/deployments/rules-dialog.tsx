"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { rulesWords } from "@/components/deployments/deployment-words";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { setEvidenceRules } from "@/lib/contract/deployments";

/** How far back evidence counts for what runs: a criterion, so that it is said why. */
export const RulesDialog = ({
  program,
  was,
  onClose,
}: {
  program: string;
  was: { ancestors: number };
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [typed, setTyped] = useState(String(was.ancestors));
  const [reason, setReason] = useState("");
  const ancestors = /^\d{1,2}$/.test(typed.trim()) ? Number(typed) : null;
  const isInReach = ancestors !== null && ancestors <= 50;
  const saving = useMutation({
    mutationFn: (count: number) =>
      callOperation(setEvidenceRules, {
        program,
        was,
        rules: { ancestors: count },
        reason: reason.trim(),
      }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  return (
    <Dialog
      footer={
        <DialogButtons
          busy={saving.isPending}
          disabled={!isInReach || ancestors === was.ancestors || reason.trim().length < 3}
          onClick={() => ancestors !== null && saving.mutate(ancestors)}
          variant="primary"
        >
          Save
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title="Which evidence counts"
    >
      <DialogSection>
        <div className="flex flex-col gap-3.5">
          <TextField
            autoFocus
            className="max-w-60"
            error={isInReach ? undefined : "A number from 0 to 50."}
            hint={isInReach ? rulesWords({ ancestors }) : undefined}
            inputMode="numeric"
            label="Ancestors that count"
            onChange={(event) => setTyped(event.target.value)}
            value={typed}
          />
          <TextArea
            label="Why"
            maxLength={2000}
            onChange={(event) => setReason(event.target.value)}
            value={reason}
          />
          {saving.error && <ErrorState fault={problemOf(saving.error)} />}
        </div>
      </DialogSection>
    </Dialog>
  );
};
