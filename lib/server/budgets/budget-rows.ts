import type { BudgetDefinition, BudgetReadingView, BudgetView } from "@/lib/contract/budgets";
import { parseBudget } from "@/lib/domain/budget-language";
import { storedQueries } from "@/lib/domain/metric-query";
import type { BudgetPlace, BudgetReading } from "@/lib/domain/read-budget";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";

export type BudgetRow = Awaited<ReturnType<typeof budgetNamed>>;

/** A program's budget by its key; refuses one that there is not. */
export const budgetNamed = async (tx: Transaction, programId: string, key: string) => {
  const row = await tx.budget.findUnique({ where: { programId_key: { programId, key } } });
  if (row) return row;
  throw new Refusal("not-found", `There is no budget ${key}. It may have been removed.`);
};

/** Places as they are stored. */
export const coveredPlaces = (stored: unknown): BudgetPlace[] =>
  Array.isArray(stored) ? (stored as BudgetPlace[]).map(({ level, key }) => ({ level, key })) : [];

/** What a budget asks for, as people edit it. */
const definitionOf = (row: BudgetRow): BudgetDefinition => ({
  surface: row.surface,
  threshold: row.threshold,
  owner: row.owner,
  covers: coveredPlaces(row.covers),
  queries: storedQueries(row.queries).map((query) => ({ ...query })),
  baselineDays: row.baselineDays,
  leastSamples: row.leastSamples,
});

/** A budget as pages show it. */
export const budgetView = (row: BudgetRow): BudgetView => {
  const { clauses, faults } = parseBudget(row.threshold);
  return {
    key: row.key,
    ...definitionOf(row),
    clauses: clauses.map((clause) => ({
      text: clause.text,
      kind: clause.kind,
      metric: clause.kind === "measured" ? clause.metric : null,
    })),
    faults: faults.map(({ says }) => says),
    statedState: row.statedState,
    version: row.version,
    changedAt: row.changedAt.toISOString(),
    changedBy: row.changedByName,
  };
};

/** A reading as it leaves the server. */
export const readingView = (reading: BudgetReading): BudgetReadingView => ({
  ...reading,
  clauses: reading.clauses.map((clause) => ({ ...clause })),
  covers: reading.covers.map((place) => ({ ...place })),
});
