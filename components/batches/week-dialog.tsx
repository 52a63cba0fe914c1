"use client";
import { useState } from "react";
import { weekWords } from "@/components/batches/timeline-layout";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { batchWrites, useBatchWrite } from "@/lib/client/batch-queries";
import type { ScheduleWeekView } from "@/lib/contract/batches";

const scopesIn = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((scope) => scope.trim())
    .filter((scope) => scope !== "");

/** Plans a week of the schedule, changes it, or takes it out. */
export const WeekDialog = ({
  program,
  week,
  known,
  onClose,
}: {
  program: string;
  /** `null` plans a new one. */
  week: ScheduleWeekView | null;
  /** Waves and batches that there are. */
  known: readonly string[];
  onClose: () => void;
}) => {
  const [startsAt, setStartsAt] = useState(week?.startsAt ?? "");
  const [scopes, setScopes] = useState(week?.scopes.join(", ") ?? "");
  const [notes, setNotes] = useState(week?.notes ?? "");
  const [goals, setGoals] = useState(week?.goals ?? "");
  const saving = useBatchWrite(program, batchWrites.setWeek, onClose);
  const removing = useBatchWrite(program, batchWrites.removeWeek, onClose);
  const unknown = scopesIn(scopes).filter((scope) => !known.includes(scope));
  return (
    <FormDialog
      action={week ? "Save" : "Plan it"}
      fault={saving.fault ?? removing.fault}
      isBusy={saving.isBusy || removing.isBusy}
      isReady={startsAt !== ""}
      onClose={onClose}
      onSubmit={() =>
        saving.run({
          program,
          week: startsAt,
          version: week?.version ?? 0,
          scopes: scopesIn(scopes),
          notes,
          goals,
        })
      }
      title={week ? `Week of ${weekWords(week.startsAt)}` : "Plan a week"}
    >
      {week === null && (
        <TextField
          autoFocus
          label="First day"
          onChange={(event) => setStartsAt(event.target.value)}
          required
          type="date"
          value={startsAt}
        />
      )}
      <TextField
        hint={
          unknown.length > 0
            ? `There is no wave or batch ${unknown.join(", ")} yet.`
            : "Waves, phases and batches that are gone through in it, as A1, P0, BATCH-SECSCAN."
        }
        label="What is gone through"
        mono
        onChange={(event) => setScopes(event.target.value)}
        value={scopes}
      />
      <TextArea
        label="Goals"
        onChange={(event) => setGoals(event.target.value)}
        rows={2}
        value={goals}
      />
      <TextField label="Notes" onChange={(event) => setNotes(event.target.value)} value={notes} />
      {week && (
        <div>
          <Button
            busy={removing.isBusy}
            onClick={() => removing.run({ program, week: week.startsAt, version: week.version })}
            variant="danger-outline"
          >
            Take it out of the schedule
          </Button>
        </div>
      )}
    </FormDialog>
  );
};
