"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ProveField } from "@/components/proof/prove-field";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { confirmAccount, reactivatePerson, setAdmin } from "@/lib/contract/accounts";

export type AccountChange = "confirm" | "reactivate" | "make-admin" | "take-admin";

const words = {
  confirm: {
    title: "Is the account theirs?",
    action: "Confirm",
    says: "Ask the person, by another way than this account, whether they asked for the reset and have it in hand. They sign and decide again once it is confirmed; they read who did.",
  },
  reactivate: {
    title: "Let them in again?",
    action: "Reactivate",
    says: "They have the roles and teams again that they had; what follows groups is looked at when they sign in. Their tokens stay revoked.",
  },
  "make-admin": {
    title: "Make them an admin?",
    action: "Make an admin",
    says: "An admin may everything in every program, and decides who else comes in.",
  },
  "take-admin": {
    title: "No admin any more?",
    action: "Take it back",
    says: "They keep the roles that they have in programs.",
  },
} satisfies Record<AccountChange, { title: string; action: string; says: string }>;

/** Changes what an account is, with a reason. */
export const AccountChangeDialog = ({
  change,
  person,
  onClose,
  onDone,
}: {
  change: AccountChange;
  person: string;
  onClose: () => void;
  onDone: () => void;
}) => {
  const [reason, setReason] = useState("");
  const { title, action, says } = words[change];
  const send = useMutation({
    mutationFn: async () => {
      if (change === "confirm") await callOperation(confirmAccount, { person, reason });
      else if (change === "reactivate") await callOperation(reactivatePerson, { person, reason });
      else await callOperation(setAdmin, { person, reason, isAdmin: change === "make-admin" });
    },
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  const fault = send.error ? problemOf(send.error) : null;
  const needsProof = fault?.code === "needs-proof" ? fault : null;
  return (
    <FormDialog
      action={action}
      description={says}
      fault={needsProof ? null : fault}
      isBusy={send.isPending}
      isReady={reason.trim().length >= 3}
      onClose={onClose}
      onSubmit={() => send.mutate()}
      size="sm"
      title={title}
    >
      <TextField
        label="Why"
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
        value={reason}
      />
      {needsProof && (
        <ProveField
          onProven={() => send.mutate()}
          proof={needsProof.facts.proof}
          says={needsProof.detail}
        />
      )}
    </FormDialog>
  );
};
