"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { reactivatePerson, setAdmin } from "@/lib/contract/accounts";

export type AccountChange = "reactivate" | "make-admin" | "take-admin";

const words = {
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
    mutationFn: () =>
      change === "reactivate"
        ? callOperation(reactivatePerson, { person, reason })
        : callOperation(setAdmin, { person, reason, isAdmin: change === "make-admin" }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      action={action}
      description={says}
      fault={send.error ? problemOf(send.error) : null}
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
    </FormDialog>
  );
};
