"use client";
import { useRouter } from "next/navigation";
import { SavingDialog } from "@/components/switches/saving-dialog";
import { DialogSection } from "@/components/ui/dialog";
import { callOperation } from "@/lib/client/call-operation";
import { type BudgetView, removeBudget } from "@/lib/contract/budgets";

/** Removes a budget; what was measured for it goes with it. */
export const RemoveBudgetDialog = ({
  program,
  budget,
  onClose,
}: {
  program: string;
  budget: BudgetView;
  onClose: () => void;
}) => {
  const router = useRouter();
  return (
    <SavingDialog
      action="Remove the budget"
      isReady
      onClose={onClose}
      program={program}
      title={`Remove ${budget.key}`}
      write={async (reason) => {
        await callOperation(removeBudget, {
          program,
          budget: budget.key,
          version: budget.version,
          reason,
        });
        router.push(`/programs/${program}/budgets`);
      }}
    >
      <DialogSection>
        <p>
          {budget.surface} may then cost anything. Its baselines and measurements go with it; the
          evidence that they came from stays.
        </p>
      </DialogSection>
    </SavingDialog>
  );
};
