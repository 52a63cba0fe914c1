"use client";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextArea } from "@/components/ui/text-area";
import { registerWrites, useRegisterWrite } from "@/lib/client/register-queries";
import type { ConditionView } from "@/lib/contract/milestones";

/** Says how a condition was met. */
export const FinishDialog = ({
  program,
  milestone,
  condition,
  onClose,
}: {
  program: string;
  milestone: string;
  condition: ConditionView;
  onClose: () => void;
}) => {
  const [note, setNote] = useState("");
  const { run, isBusy, fault } = useRegisterWrite(program, registerWrites.finishCondition, onClose);
  const { room: number, position } = condition;
  return (
    <FormDialog
      action="It is met"
      description={condition.text}
      fault={fault}
      isBusy={isBusy}
      isReady={note.trim().length >= 3}
      onClose={onClose}
      onSubmit={() => run({ program, milestone, number, position, note })}
      title="How was it met?"
    >
      <TextArea
        autoFocus
        label="How it was met"
        maxLength={2000}
        onChange={(event) => setNote(event.target.value)}
        required
        value={note}
      />
    </FormDialog>
  );
};
