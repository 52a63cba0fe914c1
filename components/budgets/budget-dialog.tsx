"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { definitionOf, draftOf, newDraft } from "@/components/budgets/budget-draft";
import { budgetAddress } from "@/components/budgets/budget-words";
import { ClauseReading } from "@/components/budgets/clause-reading";
import { SavingDialog } from "@/components/switches/saving-dialog";
import { DialogSection } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { type BudgetView, setBudget } from "@/lib/contract/budgets";
import { parseBudget } from "@/lib/domain/budget-language";

/** Writes a budget, showing how it is understood while it is written. */
export const BudgetDialog = ({
  program,
  environments,
  budget = null,
  onClose,
}: {
  program: string;
  environments: readonly string[];
  /** The one that is changed; a new one without. */
  budget?: BudgetView | null;
  onClose: () => void;
}) => {
  const router = useRouter();
  const [draft, setDraft] = useState(budget ? draftOf(budget) : newDraft);
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const { faults } = parseBudget(draft.threshold);
  const key = draft.key.trim();
  return (
    <SavingDialog
      action={budget ? "Change the budget" : "Make the budget"}
      isReady={key !== "" && draft.surface.trim() !== "" && faults.length === 0}
      onClose={onClose}
      program={program}
      title={budget ? `Change ${budget.key}` : "New budget"}
      write={async (reason) => {
        await callOperation(setBudget, {
          program,
          budget: key,
          definition: definitionOf(draft, budget?.queries ?? []),
          version: budget?.version ?? 0,
          reason,
        });
        const [first] = environments;
        if (!budget && first) router.push(budgetAddress(program, key, first));
      }}
    >
      <DialogSection>
        <div className="flex flex-col gap-2.5">
          <div className="flex flex-wrap gap-2.5">
            {!budget && (
              <TextField
                className="w-48"
                label="Key"
                mono
                onChange={(event) => set({ key: event.target.value })}
                placeholder="PB-REG-PULL"
                value={draft.key}
              />
            )}
            <TextField
              className="min-w-60 flex-1"
              label="Surface"
              onChange={(event) => set({ surface: event.target.value })}
              placeholder="Registry pull hot paths"
              value={draft.surface}
            />
          </div>
          <TextArea
            hint="Clauses separated by comma, semicolon or “and”. Percent of a rate are percentage points."
            label="It may cost"
            onChange={(event) => set({ threshold: event.target.value })}
            placeholder="P95 <= baseline + 10%, error rate <= baseline + 0.2%"
            rows={2}
            value={draft.threshold}
          />
          <ClauseReading threshold={draft.threshold} />
        </div>
      </DialogSection>
      <DialogSection>
        <div className="flex flex-wrap gap-2.5">
          <TextField
            className="min-w-60 flex-1"
            hint="Such as capability:v2-pull, family:registry; a bare word is a capability."
            label="Covers"
            mono
            onChange={(event) => set({ covers: event.target.value })}
            value={draft.covers}
          />
          <TextField
            className="w-48"
            label="Owner"
            onChange={(event) => set({ owner: event.target.value })}
            value={draft.owner}
          />
        </div>
        <div className="mt-2.5 flex flex-wrap gap-2.5">
          <TextField
            className="w-48"
            hint="A shorter one reads unknown."
            label="Days of a baseline"
            max={90}
            min={1}
            onChange={(event) => set({ baselineDays: event.target.value })}
            type="number"
            value={draft.baselineDays}
          />
          <TextField
            className="w-48"
            hint="Fewer read unknown."
            label="Least samples"
            min={0}
            onChange={(event) => set({ leastSamples: event.target.value })}
            type="number"
            value={draft.leastSamples}
          />
        </div>
      </DialogSection>
    </SavingDialog>
  );
};
