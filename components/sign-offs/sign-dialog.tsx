"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProveField } from "@/components/sign-offs/prove-field";
import { isReady, obstacleOf, rowName } from "@/components/sign-offs/sign-off-words";
import { ChipChoice } from "@/components/ui/chip";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { Mark } from "@/components/ui/mark";
import { ProgressBar } from "@/components/ui/progress-bar";
import { problemOf } from "@/lib/client/problem-error";
import { type Signed, signRows } from "@/lib/client/sign-rows";
import type { SignOffRow } from "@/lib/contract/sign-offs";

type Meaning = "reviewed" | "approved" | "responsible";

const plural = (count: number): string => `${count} row${count === 1 ? "" : "s"}`;

const RowLine = ({ row, says }: { row: SignOffRow; says: string | null }) => (
  <li className="flex items-start gap-2 border-line-soft border-t py-1.5 first:border-t-0">
    <Mark
      kind={says === null ? "pass" : "unknown"}
      label={says === null ? "is signed" : "is not"}
    />
    <span className="mono">{row.key}</span>
    <span className="wrap-anywhere min-w-0 flex-1 text-ink-2">{says ?? rowName(row)}</span>
  </li>
);

/** Signs rows: says for each what will be signed or why not, then what became of it. */
export const SignDialog = ({
  program,
  rows,
  onClose,
}: {
  program: string;
  rows: readonly SignOffRow[];
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [meaning, setMeaning] = useState<Meaning>("approved");
  const [done, setDone] = useState(0);
  const [outcome, setOutcome] = useState<Signed | null>(null);
  const ready = rows.filter(isReady);
  const signing = useMutation({
    mutationFn: () => signRows(program, ready, meaning, setDone),
    onSuccess: setOutcome,
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  const fault = signing.error ? problemOf(signing.error) : null;
  const needsProof = fault?.code === "needs-proof";
  const saysOf = (row: SignOffRow): string | null => {
    if (!outcome) return isReady(row) ? null : (obstacleOf(row) ?? "It is signed already.");
    return (
      outcome.refused.find(({ kind, key }) => kind === row.kind && key === row.key)?.says ?? null
    );
  };
  return (
    <Dialog
      description="Your name, the time and exactly what is shown go into the record. Each row is signed whole or not at all."
      footer={
        outcome ? (
          <DialogButtons cancel="Close" onClick={onClose} variant="primary">
            Done
          </DialogButtons>
        ) : (
          <DialogButtons
            busy={signing.isPending}
            disabled={ready.length === 0}
            onClick={() => signing.mutate()}
            variant="primary"
          >
            Sign {plural(ready.length)}
          </DialogButtons>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title={
        outcome
          ? `Signed ${outcome.signed.length} of ${plural(rows.length)}`
          : `Sign ${plural(ready.length)}${ready.length < rows.length ? ` of ${rows.length}` : ""}`
      }
    >
      <DialogSection>
        {!outcome && (
          <ChipChoice
            label="What it means"
            onChange={(value) => setMeaning(value as Meaning)}
            options={[
              { value: "reviewed", label: "I reviewed it" },
              { value: "approved", label: "I approve it" },
              { value: "responsible", label: "I answer for it" },
            ]}
            value={meaning}
          />
        )}
        {signing.isPending && (
          <div className="mt-3">
            <ProgressBar done={done} label="Signing" total={ready.length} />
          </div>
        )}
        {fault && (
          <div className="mt-3">
            {needsProof ? (
              <ProveField onProven={() => signing.mutate()} says={fault.detail} />
            ) : (
              <ErrorState fault={fault} />
            )}
          </div>
        )}
        <ul className="mt-3">
          {rows.map((row) => (
            <RowLine key={`${row.kind} ${row.key}`} row={row} says={saysOf(row)} />
          ))}
        </ul>
      </DialogSection>
    </Dialog>
  );
};
