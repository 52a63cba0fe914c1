"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { TeamField } from "@/components/owners/team-field";
import { Banner } from "@/components/ui/banner";
import { Checkbox } from "@/components/ui/checkbox";
import { ChipChoice } from "@/components/ui/chip";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextField } from "@/components/ui/text-field";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import type { OwnedRowsFilter } from "@/lib/client/owner-queries";
import { problemOf } from "@/lib/client/problem-error";
import { assignRows, mostAssigned, type OwnedRowView } from "@/lib/contract/owners";

const rowsWord = (count: number): string =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? "row" : "rows"}`;

/** Gives rows to a team by hand, or back to what rules, CODEOWNERS and sources say. */
export const AssignDialog = ({
  program,
  rows,
  filter,
  count,
  inventoryVersion,
  teams,
  onClose,
}: {
  program: string;
  rows: readonly OwnedRowView[];
  /** All rows that it keeps, instead of `rows`. */
  filter: OwnedRowsFilter | null;
  count: number;
  inventoryVersion: number;
  teams: readonly string[];
  onClose: (isDone: boolean) => void;
}) => {
  const client = useQueryClient();
  const say = useToast();
  const [to, setTo] = useState<"team" | "back">("team");
  const [team, setTeam] = useState("");
  const [reason, setReason] = useState("");
  const [makes, setMakes] = useState(false);
  const name = team.trim();
  const isNew = to === "team" && name !== "" && !teams.includes(name);
  const assigning = useMutation({
    mutationFn: () =>
      callOperation(assignRows, {
        program,
        team: to === "team" ? name : null,
        reason,
        inventoryVersion,
        makeTeams: isNew && makes,
        ...(filter === null
          ? { rows: rows.map(({ kind, key }) => ({ kind, key })) }
          : {
              filter: {
                ...(filter.unowned ? { unowned: true } : {}),
                ...(filter.team === "" ? {} : { team: filter.team }),
                ...(filter.kind.length > 0 ? { kind: [...filter.kind] } : {}),
                ...(filter.q === "" ? {} : { q: filter.q }),
              },
            }),
      }),
    onSuccess: ({ changed }) => {
      say({
        title: to === "team" ? `${name} has them` : "Given back",
        detail: `${rowsWord(changed)} changed hands.`,
        tone: "green",
      });
      void client.invalidateQueries({ queryKey: ["program", program] });
      onClose(true);
    },
  });
  const isTooMany = count > mostAssigned;
  return (
    <FormDialog
      action={to === "team" ? `Assign ${rowsWord(count)}` : `Give ${rowsWord(count)} back`}
      description="No import, rule or file changes what is assigned by hand. Signatures that were given stay."
      fault={assigning.isError ? problemOf(assigning.error) : null}
      isBusy={assigning.isPending}
      isReady={
        !isTooMany &&
        reason.trim().length >= 3 &&
        (to === "back" || (name !== "" && (!isNew || makes)))
      }
      onClose={() => onClose(false)}
      onSubmit={() => assigning.mutate()}
      title={`Assign ${rowsWord(count)}`}
    >
      {isTooMany && (
        <Banner title={`At most ${mostAssigned.toLocaleString("en-GB")} rows at once`} tone="amber">
          Narrow the filter, or write a rule: it gives any number of rows.
        </Banner>
      )}
      <ChipChoice
        label="To whom"
        onChange={setTo}
        options={[
          { value: "team", label: "To a team" },
          { value: "back", label: "Back to rules and sources" },
        ]}
        value={to}
      />
      {to === "team" && <TeamField label="Team" onChange={setTeam} teams={teams} value={team} />}
      {isNew && (
        <Checkbox
          checked={makes}
          hint="Somebody has to be put into it before its rows can be signed."
          label="Make this team: nobody here is called so yet"
          onChange={setMakes}
        />
      )}
      <TextField
        label="Reason"
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
        value={reason}
      />
    </FormDialog>
  );
};
