"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { askForSignature } from "@/lib/contract/sign-off-subjects";
import type { SignOffRow } from "@/lib/contract/sign-offs";

/** The end of a day of the reader's own, as the moment that it is. */
const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString();

/** Asks the owner for a signature, by a day. */
export const RowAskDialog = ({
  program,
  row,
  onClose,
}: {
  program: string;
  row: SignOffRow;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [day, setDay] = useState("");
  const { kind, key } = row;
  const asking = useMutation({
    mutationFn: () =>
      callOperation(askForSignature, {
        program,
        kind,
        key,
        ...(day === "" ? {} : { dueAt: endOf(day) }),
      }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  return (
    <FormDialog
      action="Ask"
      description={`${[row.team ?? "Its owner", ...row.alsoTeams].join(" and ")} is told. Whoever asks does not sign it: four eyes.`}
      fault={asking.error ? problemOf(asking.error) : null}
      isBusy={asking.isPending}
      isReady
      onClose={onClose}
      onSubmit={() => asking.mutate()}
      title={`Ask for a signature on ${key}`}
    >
      <TextField
        hint="Left empty it is due whenever its batch is"
        label="Due by"
        onChange={(event) => setDay(event.target.value)}
        type="date"
        value={day}
      />
    </FormDialog>
  );
};
