"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ChipChoice } from "@/components/ui/chip";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextArea } from "@/components/ui/text-area";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { returnSignOff, type SignOffRow } from "@/lib/contract/sign-offs";

/** Sends a row back to its owner with what has to be done. */
export const ReturnDialog = ({
  program,
  row,
  onClose,
}: {
  program: string;
  row: SignOffRow;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [as, setAs] = useState<"needs-work" | "rejected">("needs-work");
  const [reason, setReason] = useState("");
  const { kind, key } = row;
  const sending = useMutation({
    mutationFn: () => callOperation(returnSignOff, { program, kind, key, as, reason }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  return (
    <FormDialog
      action="Send back"
      description={`To ${row.team ?? "whoever owns it"}; it waits as sent back until it is signed.`}
      fault={sending.error ? problemOf(sending.error) : null}
      isBusy={sending.isPending}
      isReady={reason.trim().length >= 3}
      onClose={onClose}
      onSubmit={() => sending.mutate()}
      title={`Send ${key} back`}
    >
      <ChipChoice
        label="Why"
        onChange={(value) => setAs(value as typeof as)}
        options={[
          { value: "needs-work", label: "Needs work" },
          { value: "rejected", label: "Rejected" },
        ]}
        value={as}
      />
      <TextArea
        autoFocus
        label="What has to be done"
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
        required
        value={reason}
      />
    </FormDialog>
  );
};
