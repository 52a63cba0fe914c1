"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { PersonDialog } from "@/components/people/person-dialog";
import { FaultOrProof } from "@/components/proof/fault-or-proof";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { confirmAccount } from "@/lib/contract/accounts";

/** Confirms that an account whose proof another admin replaced is its person's, after a fresh proof of one's own. */
export const ConfirmAccountDialog = ({ person, name, onClose, onDone }: PersonDialog) => {
  const [reason, setReason] = useState("");
  const confirming = useMutation({
    mutationFn: () => callOperation(confirmAccount, { person, reason }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  const fault = confirming.error ? problemOf(confirming.error) : null;
  return (
    <Dialog
      description="Ask them, by another way than this account, whether they asked for the reset and have it in hand. They sign and decide again once it is confirmed, and read who confirmed it."
      footer={
        <DialogButtons
          busy={confirming.isPending}
          disabled={reason.trim().length < 3}
          onClick={() => confirming.mutate()}
          variant="primary"
        >
          Confirm
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={
        <>
          Is the account <bdi>{name}</bdi>’s?
        </>
      }
    >
      <DialogSection>
        <div className="flex flex-col gap-3">
          <TextField
            hint={`${name} reads it, and so does the audit.`}
            label="How you know"
            maxLength={2000}
            onChange={(event) => setReason(event.target.value)}
            value={reason}
          />
          {fault && <FaultOrProof fault={fault} onProven={() => confirming.mutate()} />}
        </div>
      </DialogSection>
    </Dialog>
  );
};
