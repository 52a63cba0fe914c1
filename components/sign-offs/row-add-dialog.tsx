"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { listDecisions } from "@/lib/contract/decisions";
import { addRowEvidence, type RowAddition } from "@/lib/contract/sign-off-subjects";
import type { SignOffRow } from "@/lib/contract/sign-offs";
import { type TestRole, testRoles } from "@/lib/domain/inventory";
import { testRoleWords } from "@/lib/domain/inventory-words";

const words: Readonly<Record<RowAddition, { title: string; action: string; label: string }>> = {
  anchor: {
    title: "Add a source anchor to",
    action: "Add the anchor",
    label: "File and line in the legacy source",
  },
  "rollback-note": {
    title: "Write a rollback note for",
    action: "Keep the note",
    label: "What is switched back, and to what",
  },
  test: { title: "Link a contract test to", action: "Link the test", label: "Contract test" },
  decision: {
    title: "Name the decision that retires",
    action: "Name the decision",
    label: "Decision",
  },
};

/** Adds to a row what its next step needs. */
export const RowAddDialog = ({
  program,
  row,
  add,
  onClose,
}: {
  program: string;
  row: SignOffRow;
  add: RowAddition;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [value, setValue] = useState(add === "rollback-note" ? (row.rollbackNote ?? "") : "");
  const [role, setRole] = useState<TestRole>("contract");
  const decisions = useQuery({
    queryKey: ["program", program, listDecisions.id, {}],
    queryFn: ({ signal }) => callOperation(listDecisions, { program }, { signal }),
    enabled: add === "decision",
  });
  const { kind, key } = row;
  const adding = useMutation({
    mutationFn: () => callOperation(addRowEvidence, { program, kind, key, add, value, role }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  const { title, action, label } = words[add];
  const fault = adding.error ?? decisions.error;
  return (
    <FormDialog
      action={action}
      description="It counts as said here: the next import shows what its files say otherwise and leaves it."
      fault={fault ? problemOf(fault) : null}
      isBusy={adding.isPending}
      isReady={value.trim() !== ""}
      onClose={onClose}
      onSubmit={() => adding.mutate()}
      title={`${title} ${key}`}
    >
      {add === "rollback-note" && (
        <TextArea
          autoFocus
          label={label}
          maxLength={2000}
          onChange={(event) => setValue(event.target.value)}
          value={value}
        />
      )}
      {add === "decision" && (
        <Select
          label={label}
          onChange={setValue}
          options={[
            { value: "", label: decisions.isPending ? "Reading the register …" : "Choose one" },
            ...(decisions.data?.decisions ?? []).map((each) => ({
              value: each.key,
              label: `${each.key} ${each.title} (${each.status})`,
            })),
          ]}
          value={value}
        />
      )}
      {(add === "anchor" || add === "test") && (
        <TextField
          autoFocus
          hint={add === "anchor" ? "As endpoints/v1/tag.py:72" : "As PT-ROUTE-0311"}
          label={label}
          maxLength={300}
          mono
          onChange={(event) => setValue(event.target.value)}
          value={value}
        />
      )}
      {add === "test" && (
        <Select
          label="What it shows"
          onChange={(chosen) => setRole(chosen as TestRole)}
          options={testRoles.map((each) => ({ value: each, label: testRoleWords(each) }))}
          value={role}
        />
      )}
    </FormDialog>
  );
};
