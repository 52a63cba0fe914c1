"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { criterionKey } from "@/components/milestones/milestone-words";
import { FormDialog } from "@/components/ui/form-dialog";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import {
  decisionsQuery,
  gateNamesQuery,
  registerWrites,
  useRegisterWrite,
} from "@/lib/client/register-queries";
import { useTextFields } from "@/lib/client/use-text-fields";
import type { CriterionRefers, CriterionView } from "@/lib/contract/milestones";

type Kind = CriterionRefers["kind"];
const kinds = [
  { value: "checklist", label: "A line of a checklist, which people say" },
  { value: "gate", label: "A gate of the program" },
  { value: "decision", label: "A decision" },
  { value: "rule", label: "A rule over the program's facts" },
] as const;

const refersOf = (kind: Kind, about: string): CriterionRefers => {
  if (kind === "gate") return { kind, gate: about, atLeast: "ready" };
  if (kind === "decision") return { kind, decision: about };
  if (kind === "rule") return { kind, rule: { kind: "cel", expression: about } };
  return { kind: "checklist" };
};

const aboutOf = ({ refers }: CriterionView): string => {
  if (refers.kind === "gate") return refers.gate;
  if (refers.kind === "decision") return refers.decision;
  return refers.kind === "rule" && refers.rule.kind === "cel" ? refers.rule.expression : "";
};

/** Adds a criterion to a milestone, or changes what it asks. */
export const CriterionDialog = ({
  program,
  milestone,
  criterion,
  onClose,
}: {
  program: string;
  milestone: string;
  criterion?: CriterionView;
  onClose: () => void;
}) => {
  const { text, field } = useTextFields({
    title: criterion?.title ?? "",
    owner: criterion?.owner ?? "",
    dueAt: criterion?.dueAt?.slice(0, 10) ?? "",
    reason: "",
  });
  const [kind, setKind] = useState<Kind>(criterion?.kind ?? "checklist");
  const [about, setAbout] = useState(criterion ? aboutOf(criterion) : "");
  const [group, setGroup] = useState(criterion?.group ?? "core");
  const gates = useQuery({ ...gateNamesQuery(program), enabled: kind === "gate" }).data ?? [];
  const decisions =
    useQuery({ ...decisionsQuery(program), enabled: kind === "decision" }).data?.decisions ?? [];
  const { run, isBusy, fault } = useRegisterWrite(program, registerWrites.setCriterion, onClose);
  const key = criterion?.key ?? criterionKey(text.title);
  // A ready-made check is kept as it is: only expressions are edited here.
  const isCheck = criterion?.refers.kind === "rule" && criterion.refers.rule.kind === "check";
  const keepsRule = isCheck && kind === "rule";
  const isAbout = kind === "checklist" || keepsRule || about.trim() !== "";
  const options = (kind === "gate" ? gates : decisions).map((each) => ({
    value: each.key,
    label: `${each.key} ${each.title}`,
  }));
  return (
    <FormDialog
      action={criterion ? "Save" : "Add"}
      fault={fault}
      isBusy={isBusy}
      isReady={key !== "" && text.title.trim() !== "" && isAbout && text.reason.trim().length >= 3}
      onClose={onClose}
      onSubmit={() =>
        run({
          program,
          milestone,
          criterion: key,
          ...text,
          ...(keepsRule ? {} : { refers: refersOf(kind, about.trim()) }),
          group,
          owner: text.owner.trim() === "" ? null : text.owner,
          dueAt: text.dueAt || null,
          version: criterion?.version ?? 0,
        })
      }
      title={criterion ? "Change the criterion" : `Add a criterion to ${milestone}`}
    >
      <TextField autoFocus label="What has to be so" maxLength={500} required {...field("title")} />
      <Select
        label="Read from"
        onChange={(value) => {
          setKind(kinds.find((each) => each.value === value)?.value ?? "checklist");
          setAbout("");
        }}
        options={kinds}
        value={kind}
      />
      {(kind === "gate" || kind === "decision") && (
        <Select
          hint={kind === "gate" ? "It holds when the gate is ready or further." : undefined}
          label={kind === "gate" ? "Gate" : "Decision"}
          onChange={setAbout}
          options={[{ value: "", label: "Choose", disabled: true }, ...options]}
          value={about}
        />
      )}
      {kind === "rule" && !isCheck && (
        <TextArea
          hint={'An expression, e.g. decisions["D-007"].state == "approved"'}
          label="Rule"
          maxLength={4000}
          onChange={(event) => setAbout(event.target.value)}
          value={about}
        />
      )}
      <Select
        hint="An additional one lowers confidence, and blocks all the same."
        label="Group"
        onChange={(value) => setGroup(value === "additional" ? "additional" : "core")}
        options={[
          { value: "core", label: "Core" },
          { value: "additional", label: "Additional" },
        ]}
        value={group}
      />
      <TextField
        hint="A team, @person, or words."
        label="Owner"
        maxLength={120}
        {...field("owner")}
      />
      <TextField label="Due" type="date" {...field("dueAt")} />
      <TextField label="Reason" maxLength={2000} required {...field("reason")} />
    </FormDialog>
  );
};
