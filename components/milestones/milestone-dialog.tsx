"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { milestoneAddress } from "@/components/milestones/milestone-words";
import { FormDialog } from "@/components/ui/form-dialog";
import { isRegisterKey, RegisterKeyField } from "@/components/ui/register-key-field";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { registerWrites, useRegisterWrite } from "@/lib/client/register-queries";
import { useTextFields } from "@/lib/client/use-text-fields";
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
  const { text, field } = useTextFields({
    title: milestone?.title ?? "",
    description: milestone?.description ?? "",
    targetAt: milestone?.targetAt?.slice(0, 10) ?? "",
    reason: "",
  });
  const { run, isBusy, fault } = useRegisterWrite(program, registerWrites.setMilestone, () => {
    onClose();
    if (!milestone) router.push(milestoneAddress(program, key));
  });
  return (
    <FormDialog
      action={milestone ? "Save" : "Add"}
      fault={fault}
      isBusy={isBusy}
      isReady={isRegisterKey(key) && text.title.trim() !== "" && text.reason.trim().length >= 3}
      onClose={onClose}
      onSubmit={() =>
        run({
          program,
          milestone: key,
          ...text,
          targetAt: text.targetAt || null,
          version: milestone?.version ?? 0,
        })
      }
      title={milestone ? `Change ${milestone.key}` : "Add a milestone"}
    >
      {!milestone && (
        <RegisterKeyField hint="Short, as people call it: M1." onChange={setKey} value={key} />
      )}
      <TextField label="Title" maxLength={200} required {...field("title")} />
      <TextArea label="What it is for" maxLength={5000} {...field("description")} />
      <TextField label="Planned for" type="date" {...field("targetAt")} />
      <TextField label="Reason" maxLength={2000} required {...field("reason")} />
    </FormDialog>
  );
};
