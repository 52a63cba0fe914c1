"use client";
import { useState } from "react";
import { rowsTyped } from "@/components/batches/batch-words";
import { ChipChoice } from "@/components/ui/chip";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextArea } from "@/components/ui/text-area";
import { batchWrites, useBatchWrite } from "@/lib/client/batch-queries";

/** Puts rows into a batch that was made here, or takes them out. */
export const BatchRowsDialog = ({
  program,
  batch,
  onClose,
}: {
  program: string;
  batch: string;
  onClose: () => void;
}) => {
  const [how, setHow] = useState<"add" | "remove">("add");
  const [typed, setTyped] = useState("");
  const { run, isBusy, fault } = useBatchWrite(program, batchWrites.changeRows, onClose);
  const { rows, unread } = rowsTyped(typed);
  return (
    <FormDialog
      action={how === "add" ? "Put them in" : "Take them out"}
      fault={fault}
      isBusy={isBusy}
      isReady={rows.length > 0 && unread.length === 0}
      onClose={onClose}
      onSubmit={() => run({ program, batch, [how]: rows })}
      title={`Rows of ${batch}`}
    >
      <ChipChoice
        label="What to do"
        onChange={(value) => setHow(value === "remove" ? "remove" : "add")}
        options={[
          { value: "add", label: "Put in" },
          { value: "remove", label: "Take out" },
        ]}
        value={how}
      />
      <TextArea
        autoFocus
        error={unread.length > 0 ? `No kind stands before ${unread[0]}.` : undefined}
        hint="A row a line: its kind and its key, as in route ROUTE-0311."
        label="Rows"
        onChange={(event) => setTyped(event.target.value)}
        rows={6}
        value={typed}
      />
    </FormDialog>
  );
};
