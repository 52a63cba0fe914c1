import { stateTones } from "@/components/budgets/budget-words";
import { Badge } from "@/components/ui/badge";
import type { BudgetReadingView } from "@/lib/contract/budgets";

/** How a budget or a clause of it reads, as a word. */
export const BudgetState = ({ state }: { state: BudgetReadingView["state"] }) => (
  <Badge tone={stateTones[state]}>{state}</Badge>
);
