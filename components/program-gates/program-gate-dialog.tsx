"use client";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import {
  type ProgramGateAnswer,
  registerWrites,
  useRegisterWrite,
} from "@/lib/client/register-queries";
import { useTextFields } from "@/lib/client/use-text-fields";
import {
  type ProgramGateState,
  programGateStates,
  programGateWords,
} from "@/lib/domain/program-gate-state";

const stateOptions = programGateStates.map((state) => ({
  value: state,
  label: programGateWords(state).title,
}));

const stateOf = (value: string): ProgramGateState =>
  programGateStates.find((state) => state === value) ?? "pending";

/** Changes what is said of a program gate: its state and what shows it, whose it is, its parts. */
export const ProgramGateDialog = ({
  program,
  gate,
  onClose,
}: {
  program: string;
  gate: ProgramGateAnswer["gate"];
  onClose: () => void;
}) => {
  const { text, field } = useTextFields({
    title: gate.title,
    evidence: gate.evidence,
    owner: gate.owner ?? "",
    dueAt: gate.dueAt?.slice(0, 10) ?? "",
    reason: "",
  });
  const [state, setState] = useState(gate.stated);
  const [subGates, setSubGates] = useState(gate.subGates);
  const { run, isBusy, fault } = useRegisterWrite(program, registerWrites.setProgramGate, onClose);
  return (
    <FormDialog
      action="Save"
      fault={fault}
      isBusy={isBusy}
      isReady={text.title.trim() !== "" && text.reason.trim().length >= 3}
      onClose={onClose}
      onSubmit={() =>
        run({
          program,
          gate: gate.key,
          ...text,
          ...(state === gate.stated ? {} : { state }),
          owner: text.owner.trim() === "" ? null : text.owner,
          dueAt: text.dueAt || null,
          subGates,
          version: gate.version,
        })
      }
      size="lg"
      title={`Change ${gate.key}`}
    >
      <TextField label="What it asks" maxLength={300} required {...field("title")} />
      <Select
        hint={
          gate.rule
            ? "Its rule holds it down: it is called ready only while the rule reads pass."
            : programGateWords(state).says
        }
        label="State"
        onChange={(value) => setState(stateOf(value))}
        options={stateOptions}
        value={state}
      />
      <TextArea
        hint="What shows it: documents, approvals, runs."
        label="Evidence"
        maxLength={20_000}
        {...field("evidence")}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          hint="A team, @person, or words."
          label="Owner"
          maxLength={120}
          {...field("owner")}
        />
        <TextField label="Due" type="date" {...field("dueAt")} />
      </div>
      {subGates.map((part) => (
        <Select
          key={part.key}
          label={`Sub-gate ${part.key}: ${part.title}`}
          onChange={(value) =>
            setSubGates(
              subGates.map((each) =>
                each.key === part.key ? { ...each, state: stateOf(value) } : each,
              ),
            )
          }
          options={stateOptions}
          value={part.state}
        />
      ))}
      <TextField label="Reason" maxLength={2000} required {...field("reason")} />
    </FormDialog>
  );
};
