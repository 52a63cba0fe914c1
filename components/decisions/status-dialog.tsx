"use client";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextArea } from "@/components/ui/text-area";
import {
  type DecisionAnswer,
  registerWrites,
  useRegisterWrite,
} from "@/lib/client/register-queries";

/** Opens a decided one again, or says that another took its place. */
export const StatusDialog = ({
  program,
  decision,
  onClose,
}: {
  program: string;
  decision: DecisionAnswer;
  onClose: () => void;
}) => {
  const [reason, setReason] = useState("");
  const { run, isBusy, fault } = useRegisterWrite(
    program,
    registerWrites.setDecisionStatus,
    onClose,
  );
  const isOpen = decision.status === "open";
  const { key, version } = decision;
  return (
    <FormDialog
      action={isOpen ? "Supersede" : "Open again"}
      description={
        isOpen
          ? "Another decision took its place. What asks for it no longer finds it approved."
          : "Those named decide it anew. What asks for it no longer finds it approved."
      }
      fault={fault}
      isBusy={isBusy}
      isReady={reason.trim().length >= 3}
      onClose={onClose}
      onSubmit={() =>
        run({ program, decision: key, status: isOpen ? "superseded" : "open", version, reason })
      }
      title={isOpen ? `Supersede ${key}` : `Open ${key} again`}
    >
      <TextArea
        autoFocus
        label="Reason"
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
        required
        value={reason}
      />
    </FormDialog>
  );
};
