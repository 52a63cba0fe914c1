"use client";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { registerWrites, useRegisterWrite } from "@/lib/client/register-queries";
import { useTextFields } from "@/lib/client/use-text-fields";
import type { CriterionView } from "@/lib/contract/milestones";

const choices = [
  { value: "pass", label: "It holds" },
  { value: "fail", label: "It does not hold" },
  { value: "", label: "Nobody knows" },
];

/** Says whether a line of a checklist holds, with the evidence for it. */
export const StateDialog = ({
  program,
  milestone,
  criterion,
  onClose,
}: {
  program: string;
  milestone: string;
  criterion: CriterionView;
  onClose: () => void;
}) => {
  const [stated, setStated] = useState(criterion.stated ?? "");
  const { evidence, notes } = criterion;
  const { text, field } = useTextFields({ evidence, notes, reason: "" });
  const { byHand } = criterion;
  const isPart = criterion.clauses.length > 0;
  const { run, isBusy, fault } = useRegisterWrite(program, registerWrites.stateCriterion, onClose);
  return (
    <FormDialog
      action="Save"
      description={
        isPart
          ? `${criterion.title}. Its documents are read from their signatures; what is said here is of “${byHand.join("” and “")}”.`
          : criterion.title
      }
      fault={fault}
      isBusy={isBusy}
      isReady={text.reason.trim().length >= 3}
      onClose={onClose}
      onSubmit={() =>
        run({
          program,
          milestone,
          criterion: criterion.key,
          stated: stated === "pass" || stated === "fail" ? stated : null,
          ...text,
          version: criterion.version,
        })
      }
      title={isPart ? "Does the rest of it hold?" : "Does it hold?"}
    >
      <Select label="State" onChange={setStated} options={choices} value={stated} />
      <TextArea
        hint="What shows it: a document, a run, an approval."
        label="Evidence"
        maxLength={20_000}
        {...field("evidence")}
      />
      <TextArea label="Notes" maxLength={20_000} {...field("notes")} />
      <TextField label="Reason" maxLength={2000} required {...field("reason")} />
    </FormDialog>
  );
};
