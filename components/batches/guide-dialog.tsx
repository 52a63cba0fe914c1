"use client";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextArea } from "@/components/ui/text-area";
import { type BatchesAnswer, batchWrites, useBatchWrite } from "@/lib/client/batch-queries";

const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Sets what every review meeting goes through, and what it takes care of. */
export const GuideDialog = ({
  program,
  guide,
  onClose,
}: {
  program: string;
  guide: BatchesAnswer["guide"];
  onClose: () => void;
}) => {
  const [checklist, setChecklist] = useState(guide.checklist.join("\n"));
  const [cautions, setCautions] = useState(guide.cautions.join("\n"));
  const { run, isBusy, fault } = useBatchWrite(program, batchWrites.setGuide, onClose);
  return (
    <FormDialog
      action="Save"
      description="Meetings that go on keep the checklist that they began with."
      fault={fault}
      isBusy={isBusy}
      isReady
      onClose={onClose}
      onSubmit={() =>
        run({
          program,
          version: guide.version,
          checklist: lines(checklist),
          cautions: lines(cautions),
        })
      }
      title="Checklist of reviews"
    >
      <TextArea
        autoFocus
        hint="A step a line, in order."
        label="Steps"
        onChange={(event) => setChecklist(event.target.value)}
        rows={6}
        value={checklist}
      />
      <TextArea
        hint="A line each; shown in every meeting."
        label="Take care"
        onChange={(event) => setCautions(event.target.value)}
        rows={4}
        value={cautions}
      />
    </FormDialog>
  );
};
