"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { milestoneAddress } from "@/components/milestones/milestone-words";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { registerWrites, useRegisterWrite } from "@/lib/client/register-queries";
import type { MilestoneSummary } from "@/lib/contract/milestones";

/** Makes a milestone, or changes its words and its date. */
export const MilestoneDialog = ({
  program,
  milestone,
  onClose,
}: {
  program: string;
  milestone?: MilestoneSummary;
  onClose: () => void;
}) => {
  const router = useRouter();
  const [key, setKey] = useState(milestone?.key ?? "");
  const [title, setTitle] = useState(milestone?.title ?? "");
  const [description, setDescription] = useState(milestone?.description ?? "");
  const [targetAt, setTargetAt] = useState(milestone?.targetAt?.slice(0, 10) ?? "");
  const [reason, setReason] = useState("");
  const { run, isBusy, fault } = useRegisterWrite(program, registerWrites.setMilestone, () => {
    onClose();
    if (!milestone) router.push(milestoneAddress(program, key));
  });
  const isKey = /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(key);
  return (
    <FormDialog
      action={milestone ? "Save" : "Add"}
      fault={fault}
      isBusy={isBusy}
      isReady={isKey && title.trim() !== "" && reason.trim().length >= 3}
      onClose={onClose}
      onSubmit={() =>
        run({
          program,
          milestone: key,
          title,
          description,
          targetAt: targetAt === "" ? null : targetAt,
          version: milestone?.version ?? 0,
          reason,
        })
      }
      title={milestone ? `Change ${milestone.key}` : "Add a milestone"}
    >
      {!milestone && (
        <TextField
          autoFocus
          error={key !== "" && !isKey ? "Letters, digits, dot or dash." : undefined}
          hint="Short, as people call it: M1."
          label="Key"
          maxLength={63}
          onChange={(event) => setKey(event.target.value.trim())}
          required
          value={key}
        />
      )}
      <TextField
        label="Title"
        maxLength={200}
        onChange={(event) => setTitle(event.target.value)}
        required
        value={title}
      />
      <TextArea
        label="What it is for"
        maxLength={5000}
        onChange={(event) => setDescription(event.target.value)}
        value={description}
      />
      <TextField
        label="Planned for"
        onChange={(event) => setTargetAt(event.target.value)}
        type="date"
        value={targetAt}
      />
      <TextField
        label="Reason"
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
        required
        value={reason}
      />
    </FormDialog>
  );
};
