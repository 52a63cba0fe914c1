"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { PersonDialog } from "@/components/people/person-dialog";
import { FaultOrProof } from "@/components/proof/fault-or-proof";
import { Banner } from "@/components/ui/banner";
import { DialogSection } from "@/components/ui/dialog";
import { MakeOnceDialog } from "@/components/ui/make-once-dialog";
import { Select } from "@/components/ui/select";
import { Snippet } from "@/components/ui/snippet";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { makePasswordReset } from "@/lib/contract/password-resets";

const lives = [1, 8, 24, 72].map((hours) => ({
  value: String(hours),
  label: hours === 1 ? "1 hour" : `${hours} hours`,
}));

/** Makes a link by which somebody chooses another password, and shows it once. */
export const ResetPasswordDialog = ({ person, name, onClose, onDone }: PersonDialog) => {
  const [reason, setReason] = useState("");
  const [hours, setHours] = useState("24");
  const making = useMutation({
    mutationFn: () =>
      callOperation(makePasswordReset, { person, reason, expiresInHours: Number(hours) }),
    onSuccess: onDone,
  });
  const made = making.data;
  const fault = making.error ? problemOf(making.error) : null;
  const isReady = reason.trim().length >= 3;
  return (
    <MakeOnceDialog
      action="Make the link"
      description="Their password stays until the link is used; using it ends all their sessions. They are told of the link."
      isBusy={making.isPending}
      isMade={made !== undefined}
      isReady={isReady}
      onClose={onClose}
      onSubmit={() => making.mutate()}
      title={
        <>
          A link to another password for <bdi>{name}</bdi>
        </>
      }
    >
      <DialogSection>
        {made ? (
          <div className="flex flex-col gap-2.5">
            <Banner title="Hand the link over yourself, to nobody else" tone="blue">
              It works once and is shown this once: only its hash is kept.
              {made.needsCode && " A code of their second factor is asked for beside it."}
            </Banner>
            <Snippet label="Copy the link" text={made.link} />
          </div>
        ) : (
          <div className="flex flex-col gap-3">
            <TextField
              hint={`${name} reads it, and so does the audit.`}
              label="Why"
              maxLength={2000}
              onChange={(event) => setReason(event.target.value)}
              value={reason}
            />
            <Select label="The link works for" onChange={setHours} options={lives} value={hours} />
            {fault && <FaultOrProof fault={fault} onProven={() => making.mutate()} />}
          </div>
        )}
      </DialogSection>
    </MakeOnceDialog>
  );
};
