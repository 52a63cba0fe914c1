"use client";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { batchWrites, useBatchWrite } from "@/lib/client/batch-queries";

/** Takes a schedule over from a Markdown text; says what it took and what it left open. */
export const ScheduleDialog = ({ program, onClose }: { program: string; onClose: () => void }) => {
  const [file, setFile] = useState("schedule.md");
  const [text, setText] = useState("");
  const [taken, setTaken] = useState<{ says: string; findings: string[] } | null>(null);
  const { run, isBusy, fault } = useBatchWrite(program, batchWrites.importSchedule, setTaken);
  return (
    <FormDialog
      action={taken ? "Close" : "Take it over"}
      description="A table with a column “Week” and the waves or batches of each week; a numbered checklist comes along."
      fault={fault}
      isBusy={isBusy}
      isReady={taken !== null || text.trim() !== ""}
      onClose={onClose}
      onSubmit={() => (taken ? onClose() : run({ program, file: file.trim() || "text", text }))}
      size="lg"
      title="Take over a schedule"
    >
      {taken ? (
        <Banner title={taken.says} tone={taken.findings.length > 0 ? "amber" : "green"}>
          {taken.findings.length > 0 && (
            <ul>
              {taken.findings.map((says) => (
                <li key={says}>{says}</li>
              ))}
            </ul>
          )}
        </Banner>
      ) : (
        <>
          <TextField
            hint="Taking over the same name again changes only what differs."
            label="Name of the text"
            onChange={(event) => setFile(event.target.value)}
            value={file}
          />
          <TextArea
            autoFocus
            label="Markdown"
            onChange={(event) => setText(event.target.value)}
            placeholder={"| Week | Waves | Goals |\n|---|---|---|\n| 2026-02-09 | A1..A4 | … |"}
            rows={10}
            value={text}
          />
        </>
      )}
    </FormDialog>
  );
};
