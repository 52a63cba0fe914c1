"use client";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextField } from "@/components/ui/text-field";
import { batchWrites, useBatchWrite } from "@/lib/client/batch-queries";
import type { BatchView } from "@/lib/contract/batches";

/** Changes who sees to a batch, its title, its week and its date. */
export const BatchEditDialog = ({
  program,
  batch,
  onClose,
}: {
  program: string;
  batch: BatchView;
  onClose: () => void;
}) => {
  const [title, setTitle] = useState(batch.title);
  const [owner, setOwner] = useState(batch.owner ?? "");
  const [weekOf, setWeekOf] = useState(batch.weekOf ?? "");
  const [due, setDue] = useState(batch.dueAt?.slice(0, 10) ?? "");
  const { run, isBusy, fault } = useBatchWrite(program, batchWrites.edit, onClose);
  const dueAt = due === "" ? null : `${due}T23:59:59.000Z`;
  const { key, version } = batch;
  return (
    <FormDialog
      action="Save"
      fault={fault}
      isBusy={isBusy}
      isReady
      onClose={onClose}
      onSubmit={() =>
        run({
          program,
          batch: key,
          version,
          title,
          owner: owner.trim() === "" ? null : owner.trim(),
          weekOf: weekOf === "" ? null : weekOf,
          ...(due === (batch.dueAt?.slice(0, 10) ?? "") ? {} : { dueAt }),
        })
      }
      title={`Change ${key}`}
    >
      <TextField
        autoFocus
        label="Title"
        maxLength={300}
        onChange={(event) => setTitle(event.target.value)}
        value={title}
      />
      <TextField
        hint="A team's key, or words. Its rows keep their own owners."
        label="Who sees to it"
        maxLength={200}
        onChange={(event) => setOwner(event.target.value)}
        value={owner}
      />
      <TextField
        hint="Left empty, the schedule says."
        label="Week of"
        onChange={(event) => setWeekOf(event.target.value)}
        type="date"
        value={weekOf}
      />
      <TextField
        hint="Left empty, it is due at the end of its last week."
        label="Due on"
        onChange={(event) => setDue(event.target.value)}
        type="date"
        value={due}
      />
    </FormDialog>
  );
};
