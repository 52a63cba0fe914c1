"use client";
import { withQuery } from "@/components/budgets/edited-definition";
import { SavingDialog } from "@/components/switches/saving-dialog";
import { DialogSection } from "@/components/ui/dialog";
import { callOperation } from "@/lib/client/call-operation";
import { type BudgetView, setBudget } from "@/lib/contract/budgets";

/** Takes a query away; what it measured stays. */
export const RemoveQueryDialog = ({
  program,
  budget,
  query,
  onClose,
}: {
  program: string;
  budget: BudgetView;
  query: BudgetView["queries"][number];
  onClose: () => void;
}) => (
  <SavingDialog
    action="Remove the query"
    isReady
    onClose={onClose}
    program={program}
    title={`Remove a query of ${budget.key}`}
    write={(reason) =>
      callOperation(setBudget, {
        program,
        budget: budget.key,
        definition: withQuery(budget, query, null),
        version: budget.version,
        reason,
      })
    }
  >
    <DialogSection>
      <code className="mono wrap-anywhere block">{query.query}</code>
      <p className="mt-2 text-ink-2">What it measured stays.</p>
    </DialogSection>
  </SavingDialog>
);
