"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { decisionAddress } from "@/components/decisions/decision-words";
import {
  draftsOf,
  type OptionDraft,
  OptionFields,
  optionsOf,
} from "@/components/decisions/option-fields";
import { FormDialog } from "@/components/ui/form-dialog";
import { isRegisterKey, RegisterKeyField } from "@/components/ui/register-key-field";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import {
  type DecisionAnswer,
  registerWrites,
  useRegisterWrite,
} from "@/lib/client/register-queries";
import { useTextFields } from "@/lib/client/use-text-fields";

const names = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** Makes a decision, or edits one; what was approved falls with an edit. */
export const DecisionDialog = ({
  program,
  decision,
  onClose,
}: {
  program: string;
  decision?: DecisionAnswer;
  onClose: () => void;
}) => {
  const router = useRouter();
  const [key, setKey] = useState(decision?.key ?? "");
  const { text, field } = useTextFields({
    title: decision?.title ?? "",
    recommendation: decision?.recommendation ?? "",
    impact: decision?.impact ?? "",
    evidence: decision?.evidence ?? "",
    owner: decision?.owner ?? "",
    approvers: decision?.approvers.join(", ") ?? "",
    targetAt: decision?.targetAt?.slice(0, 10) ?? "",
    reason: "",
  });
  const [options, setOptions] = useState<readonly OptionDraft[]>(draftsOf(decision?.options ?? []));
  const { run, isBusy, fault } = useRegisterWrite(program, registerWrites.setDecision, () => {
    onClose();
    if (!decision) router.push(decisionAddress(program, key));
  });
  const isDecided = decision?.status === "approved" || decision?.status === "rejected";
  return (
    <FormDialog
      action={decision ? "Save" : "Add"}
      {...(isDecided
        ? {
            description: `It is ${decision.status}. An edit opens it again, and those named decide it anew.`,
          }
        : {})}
      fault={fault}
      isBusy={isBusy}
      isReady={isRegisterKey(key) && text.title.trim() !== "" && text.reason.trim().length >= 3}
      onClose={onClose}
      onSubmit={() => {
        const { approvers, owner, targetAt, ...rest } = text;
        run({
          program,
          decision: key,
          ...rest,
          options: optionsOf(options),
          approvers: names(approvers),
          owner: owner.trim() === "" ? null : owner,
          targetAt: targetAt || null,
          version: decision?.version ?? 0,
        });
      }}
      size="lg"
      title={decision ? `Edit ${decision.key}` : "Add a decision"}
    >
      {!decision && (
        <RegisterKeyField hint="As people call it: D-010." onChange={setKey} value={key} />
      )}
      <TextField label="What is to be decided" maxLength={500} required {...field("title")} />
      <OptionFields onChange={setOptions} options={options} />
      <TextArea label="Recommendation" maxLength={20_000} {...field("recommendation")} />
      <TextArea label="What happens when it is late" maxLength={20_000} {...field("impact")} />
      <TextArea label="Evidence" maxLength={20_000} {...field("evidence")} />
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField label="Owner" maxLength={120} {...field("owner")} />
        <TextField
          hint="Teams or @people, by commas. Empty: the owner."
          label="Approved by"
          {...field("approvers")}
        />
        <TextField label="To be decided by" type="date" {...field("targetAt")} />
      </div>
      <TextField label="Reason" maxLength={2000} required {...field("reason")} />
    </FormDialog>
  );
};
