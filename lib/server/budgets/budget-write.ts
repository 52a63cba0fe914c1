import type { BudgetDefinition } from "@/lib/contract/budgets";
import { parseBudget } from "@/lib/domain/budget-language";
import { queryFaults } from "@/lib/domain/metric-query";
import type { Actor } from "@/lib/domain/permissions";
import type { BudgetPlace } from "@/lib/domain/read-budget";
import { type Reason, Refusal } from "@/lib/domain/refusal";
import type { BudgetRow } from "@/lib/server/budgets/budget-rows";
import { type Json, sql, type Transaction } from "@/lib/server/db";

type Context = {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly now: Date;
  readonly program: { readonly id: string; readonly key: string };
};

/** A budget as somebody wants it who saw a version of it: 0 for a new one; `definition: null` removes it. */
type BudgetEdit = {
  readonly budget: string;
  readonly version: number;
  readonly definition: BudgetDefinition | null;
};

const unknownPlaces = async (
  tx: Transaction,
  programId: string,
  covers: readonly BudgetPlace[],
): Promise<Reason[]> => {
  const keys = covers.map(({ key }) => key);
  if (keys.length === 0) return [];
  const where = { programId, key: { in: keys } };
  const families = await tx.family.findMany({ where, select: { key: true } });
  const capabilities = await tx.capability.findMany({ where, select: { key: true } });
  const items = await tx.item.findMany({
    where: { programId, OR: [{ key: { in: keys } }, { switchName: { in: keys } }] },
    select: { kind: true, key: true, switchName: true },
  });
  const known = new Set([
    "program ",
    ...families.map(({ key }) => `family ${key}`),
    ...capabilities.map(({ key }) => `capability ${key}`),
    ...items.flatMap(({ kind, key, switchName }) => [`${kind} ${key}`, `${kind} ${switchName}`]),
  ]);
  return covers.flatMap(({ level, key }, index) =>
    level === "program" || known.has(`${level} ${key}`)
      ? []
      : [{ field: `covers.${index}`, says: `There is no ${level} ${key}.` }],
  );
};

/** Refuses a budget that is not understood, or that names what there is not; every fault at once. */
export const refuseBadBudget = async (
  tx: Transaction,
  programId: string,
  { threshold, queries, covers }: BudgetDefinition,
): Promise<void> => {
  const environments = await tx.environment.findMany({
    where: { programId },
    select: { key: true },
  });
  const servers = await tx.metricServer.findMany({ where: { programId }, select: { name: true } });
  const places = await unknownPlaces(tx, programId, covers);
  const faults: Reason[] = [
    ...parseBudget(threshold).faults.map(({ says, at }) => ({
      field: "threshold",
      column: `character ${at + 1}`,
      says,
    })),
    ...queryFaults(queries, {
      environments: environments.map(({ key }) => key),
      servers: servers.map(({ name }) => name),
    }),
    ...places,
  ];
  const [first] = faults;
  if (first) throw new Refusal("invalid", first.says, faults);
};

const settled = (row: BudgetRow | null): BudgetDefinition | null =>
  row && {
    surface: row.surface,
    threshold: row.threshold,
    owner: row.owner,
    covers: row.covers as BudgetDefinition["covers"],
    queries: (Array.isArray(row.queries) ? row.queries : []) as BudgetDefinition["queries"],
    baselineDays: row.baselineDays,
    leastSamples: row.leastSamples,
  };

/** The budget as it stands, locked; refuses an edit that was made on another version of it. */
const lockedBudget = async (
  tx: Transaction,
  programId: string,
  { budget, version }: BudgetEdit,
): Promise<BudgetRow | null> => {
  await tx.$queryRaw(
    sql`SELECT "id" FROM "Budget" WHERE "programId" = ${programId}::uuid AND "key" = ${budget} FOR UPDATE`,
  );
  const row = await tx.budget.findUnique({ where: { programId_key: { programId, key: budget } } });
  if ((row?.version ?? 0) === version) return row;
  throw new Refusal(
    "stale-version",
    row === null
      ? `There is no budget ${budget} any more (you saw version ${version}).`
      : version === 0
        ? `There is a budget ${budget} already. Open it and change it, or choose another key.`
        : `The budget ${budget} is at version ${row.version} (you saw ${version}). Look at it and decide again.`,
    [],
    { version: row?.version ?? 0 },
  );
};

/**
 * Makes, changes or removes a budget: the one write of it, for the command and for an approved request alike.
 * It is checked again on what stands now. Answers what stood there before and the row as it is (`null`: removed).
 */
export const writeBudget = async (
  { tx, actor, now, program }: Context,
  edit: BudgetEdit,
): Promise<{ readonly was: BudgetDefinition | null; readonly row: BudgetRow | null }> => {
  const before = await lockedBudget(tx, program.id, edit);
  const { definition } = edit;
  if (definition === null) {
    if (before === null) throw new Refusal("not-found", `There is no budget ${edit.budget}.`);
    await tx.measurement.deleteMany({ where: { budgetId: before.id } });
    await tx.baseline.deleteMany({ where: { budgetId: before.id } });
    await tx.budget.delete({ where: { id: before.id } });
    return { was: settled(before), row: null };
  }
  await refuseBadBudget(tx, program.id, definition);
  const data = {
    ...definition,
    covers: definition.covers as Json,
    queries: definition.queries as Json,
    changedAt: now,
    changedByName: actor.name,
  };
  const row = before
    ? await tx.budget.update({
        where: { id: before.id },
        data: { ...data, version: before.version + 1 },
      })
    : await tx.budget.create({ data: { ...data, programId: program.id, key: edit.budget } });
  return { was: settled(before), row };
};
