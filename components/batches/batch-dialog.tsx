"use client";
import { useState } from "react";
import { rowsTyped } from "@/components/batches/batch-words";
import { ChipChoice } from "@/components/ui/chip";
import { FormDialog } from "@/components/ui/form-dialog";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { batchWrites, useBatchWrite } from "@/lib/client/batch-queries";
import type { WaveView } from "@/lib/contract/batches";
import { itemKinds } from "@/lib/domain/inventory";
import { kindWord } from "@/lib/domain/inventory-words";

const textOrNull = (text: string): string | null => (text.trim() === "" ? null : text.trim());
const endOfDay = (day: string): string | null => (day === "" ? null : `${day}T23:59:59.000Z`);

/** Makes a batch of what a filter finds, or of rows that are named. */
export const BatchDialog = ({
  program,
  waves,
  onClose,
}: {
  program: string;
  waves: readonly WaveView[];
  onClose: () => void;
}) => {
  const [key, setKey] = useState("");
  const [title, setTitle] = useState("");
  const [owner, setOwner] = useState("");
  const [weekOf, setWeekOf] = useState("");
  const [dueAt, setDueAt] = useState("");
  const [by, setBy] = useState<"filter" | "rows">("filter");
  const [kind, setKind] = useState("");
  const [wave, setWave] = useState("");
  const [team, setTeam] = useState("");
  const [q, setText] = useState("");
  const [typed, setTyped] = useState("");
  const { run, isBusy, fault } = useBatchWrite(program, batchWrites.make, onClose);
  const { rows, unread } = rowsTyped(typed);
  const filter = {
    ...(kind === "" ? {} : { kind }),
    ...(wave === "" ? {} : { wave }),
    ...(team.trim() === "" ? {} : { team: team.trim() }),
    ...(q.trim() === "" ? {} : { q: q.trim() }),
  };
  const hasRows =
    by === "filter" ? Object.keys(filter).length > 0 : rows.length > 0 && unread.length === 0;
  return (
    <FormDialog
      action="Make the batch"
      fault={fault}
      isBusy={isBusy}
      isReady={key.trim() !== "" && hasRows}
      onClose={onClose}
      onSubmit={() =>
        run({
          program,
          batch: key.trim(),
          title,
          owner: textOrNull(owner),
          weekOf: textOrNull(weekOf),
          dueAt: endOfDay(dueAt),
          ...(by === "filter" ? { filter } : { rows }),
        })
      }
      title="Make a batch"
    >
      <TextField
        autoFocus
        label="Key"
        maxLength={100}
        mono
        onChange={(event) => setKey(event.target.value)}
        placeholder="BATCH-SECSCAN"
        required
        value={key}
      />
      <TextField
        label="Title"
        maxLength={300}
        onChange={(event) => setTitle(event.target.value)}
        value={title}
      />
      <ChipChoice
        label="Its rows"
        onChange={(value) => setBy(value === "rows" ? "rows" : "filter")}
        options={[
          { value: "filter", label: "All that fit" },
          { value: "rows", label: "Named one by one" },
        ]}
        value={by}
      />
      {by === "filter" ? (
        <div className="grid gap-3 sm:grid-cols-2">
          <Select
            label="Kind"
            onChange={setKind}
            options={[
              { value: "", label: "Any" },
              ...itemKinds.map((value) => ({ value, label: kindWord(value, 2) })),
            ]}
            value={kind}
          />
          <Select
            label="Wave"
            onChange={setWave}
            options={[
              { value: "", label: "Any" },
              ...waves.map(({ key: value }) => ({ value, label: value })),
            ]}
            value={wave}
          />
          <TextField label="Team" onChange={(event) => setTeam(event.target.value)} value={team} />
          <TextField
            label="Words in it"
            onChange={(event) => setText(event.target.value)}
            value={q}
          />
        </div>
      ) : (
        <TextArea
          error={unread.length > 0 ? `No kind stands before ${unread[0]}.` : undefined}
          hint="A row a line: its kind and its key, as in route ROUTE-0311."
          label="Rows"
          onChange={(event) => setTyped(event.target.value)}
          rows={5}
          value={typed}
        />
      )}
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField
          label="Who sees to it"
          maxLength={200}
          onChange={(event) => setOwner(event.target.value)}
          value={owner}
        />
        <TextField
          label="Week of"
          onChange={(event) => setWeekOf(event.target.value)}
          type="date"
          value={weekOf}
        />
        <TextField
          label="Due on"
          onChange={(event) => setDueAt(event.target.value)}
          type="date"
          value={dueAt}
        />
      </div>
    </FormDialog>
  );
};
