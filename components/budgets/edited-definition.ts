import type { BudgetDefinition, BudgetView } from "@/lib/contract/budgets";

type Query = BudgetView["queries"][number];

const placeOf = ({ environment, side, metric }: Query): string =>
  `${environment} ${side} ${metric}`;

/** A budget as it stands with one query put, in the place of another or at its end, or taken away. */
export const withQuery = (
  budget: BudgetView,
  was: Query | null,
  is: Query | null,
): BudgetDefinition => {
  const { surface, threshold, owner, covers, baselineDays, leastSamples } = budget;
  const kept = budget.queries.flatMap((query) =>
    was !== null && placeOf(query) === placeOf(was) ? (is === null ? [] : [is]) : [query],
  );
  const queries = was === null && is !== null ? [...kept, is] : kept;
  return { surface, threshold, owner, covers, baselineDays, leastSamples, queries };
};
