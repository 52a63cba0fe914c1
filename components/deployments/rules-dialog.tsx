"use client";
import { useState } from "react";
import { rulesWords } from "@/components/deployments/deployment-words";
import { SavingDialog } from "@/components/switches/saving-dialog";
import { DialogSection } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { setEvidenceRules } from "@/lib/contract/deployments";

const most = 50;

/** How far back evidence counts for what runs: a criterion, which others approve where something is protected. */
export const RulesDialog = ({
  program,
  was,
  onClose,
}: {
  program: string;
  was: { ancestors: number };
  onClose: () => void;
}) => {
  const [typed, setTyped] = useState(String(was.ancestors));
  const ancestors = /^\d{1,2}$/.test(typed.trim()) ? Number(typed) : null;
  const isInReach = ancestors !== null && ancestors <= most;
  return (
    <SavingDialog
      action="Save"
      isReady={isInReach && ancestors !== was.ancestors}
      onClose={onClose}
      program={program}
      title="Which evidence counts"
      write={(reason) =>
        callOperation(setEvidenceRules, {
          program,
          was,
          rules: { ancestors: ancestors ?? was.ancestors },
          reason,
        })
      }
    >
      <DialogSection>
        <TextField
          autoFocus
          className="max-w-80"
          error={isInReach ? undefined : `A number from 0 to ${most}.`}
          hint={isInReach ? rulesWords({ ancestors }) : undefined}
          inputMode="numeric"
          label="Ancestors that count"
          onChange={(event) => setTyped(event.target.value)}
          value={typed}
        />
      </DialogSection>
    </SavingDialog>
  );
};
