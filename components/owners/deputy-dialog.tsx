"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import type { DeputiesAnswer } from "@/lib/client/owner-queries";
import { problemOf } from "@/lib/client/problem-error";
import { addDeputy } from "@/lib/contract/deputies";

const day = 86_400_000;
const dateIn = (days: number): string => {
  const at = new Date(Date.now() + days * day);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};

/** The beginning of a day where the reader is; the last day counts whole. */
const startOf = (date: string): Date => new Date(`${date}T00:00:00`);

/** Names who signs for the teams of somebody absent, from one day to another, both of them whole. */
export const DeputyDialog = ({
  program,
  absent,
  able,
  onClose,
}: {
  program: string;
  absent: DeputiesAnswer["absent"];
  able: DeputiesAnswer["able"];
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const say = useToast();
  const [handle, setHandle] = useState(absent.length === 1 ? (absent[0]?.handle ?? "") : "");
  const [deputy, setDeputy] = useState("");
  const [team, setTeam] = useState("");
  const [from, setFrom] = useState(dateIn(0));
  const [until, setUntil] = useState(dateIn(7));
  const [reason, setReason] = useState("");
  const person = absent.find((one) => one.handle === handle);
  const isBackwards = from !== "" && until !== "" && until < from;
  const adding = useMutation({
    mutationFn: () =>
      callOperation(addDeputy, {
        program,
        absent: handle,
        deputy,
        ...(team === "" ? {} : { team }),
        from: startOf(from).toISOString(),
        until: new Date(startOf(until).getTime() + day).toISOString(),
        reason,
      }),
    onSuccess: (view) => {
      say({
        title: `${view.deputy.name} stands in for ${view.absent.name}`,
        detail: `Signs for ${view.teams.join(", ")}.`,
        tone: "green",
      });
      void client.invalidateQueries({ queryKey: ["program", program] });
      onClose();
    },
  });
  const people = (list: readonly { handle: string; name: string }[]) => [
    { value: "", label: "Choose somebody" },
    ...list.map(({ handle: value, name }) => ({ value, label: `${name.slice(0, 80)} (${value})` })),
  ];
  return (
    <FormDialog
      action="Name the deputy"
      description="The signatures are the deputy's own, and say for which team they are given."
      fault={adding.isError ? problemOf(adding.error) : null}
      isBusy={adding.isPending}
      isReady={handle !== "" && deputy !== "" && from !== "" && until !== "" && !isBackwards}
      onClose={onClose}
      onSubmit={() => adding.mutate()}
      title="Name a deputy"
    >
      <Select
        label="Who is absent"
        onChange={(value) => {
          setHandle(value);
          setTeam("");
        }}
        options={people(absent)}
        value={handle}
      />
      <Select
        label="Who signs instead"
        onChange={setDeputy}
        options={people(able.filter((one) => one.handle !== handle))}
        value={deputy}
      />
      {person && person.teams.length > 1 && (
        <Select
          label="For which team"
          onChange={setTeam}
          options={[
            { value: "", label: `All: ${person.teams.join(", ").slice(0, 120)}` },
            ...person.teams.map((value) => ({ value, label: value })),
          ]}
          value={team}
        />
      )}
      <div className="flex flex-wrap gap-3">
        <TextField
          className="flex-1"
          label="From"
          min={dateIn(0)}
          onChange={(event) => setFrom(event.target.value)}
          type="date"
          value={from}
        />
        <TextField
          className="flex-1"
          error={isBackwards ? "It has to end after it begins." : undefined}
          label="Until, that day included"
          min={from}
          onChange={(event) => setUntil(event.target.value)}
          type="date"
          value={until}
        />
      </div>
      <TextField
        label="Why (may be left out)"
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
        placeholder="on leave"
        value={reason}
      />
    </FormDialog>
  );
};
