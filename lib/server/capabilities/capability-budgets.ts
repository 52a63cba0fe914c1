import type { CapabilityBudget } from "@/lib/contract/capability";
import type { BudgetReading } from "@/lib/domain/read-budget";
import { budgetReadings } from "@/lib/server/budgets/budget-readings";
import { type Database, sql } from "@/lib/server/db";

type Program = { readonly id: string; readonly key: string; readonly targetName: string };
type Row = {
  readonly kind: string;
  readonly key: string;
  readonly family: string | null;
  readonly switchName: string | null;
};

/** Measurements that a chart is drawn from, of each budget. */
const pointsAtMost = 400;
const chartDays = 30;

const coverReader = (capability: string, rows: readonly Row[]) => {
  const places = new Set([`capability ${capability}`]);
  for (const { kind, key, family, switchName } of rows) {
    places.add(`${kind} ${key}`);
    if (switchName !== null) places.add(`${kind} ${switchName}`);
    if (family !== null) places.add(`family ${family}`);
  }
  return ({ covers }: BudgetReading): boolean =>
    covers.some(({ level, key }) => level === "program" || places.has(`${level} ${key}`));
};

type Measured = {
  readonly budget: string;
  readonly at: Date;
  readonly side: "legacy" | "target";
  readonly values: Record<string, number>;
};

/** The budgets that cover a capability or rows of it, as they read in an environment, with what was measured. */
export const capabilityBudgets = async (
  db: Database,
  program: Program,
  environment: { readonly id: string; readonly key: string },
  capability: string,
  rows: readonly Row[],
  now: Date,
): Promise<CapabilityBudget[]> => {
  const covers = coverReader(capability, rows);
  const readings = (await budgetReadings(db, program, environment, now)).filter(covers);
  if (readings.length === 0) return [];
  const keys = readings.map(({ key }) => key);
  const stored = await db.budget.findMany({
    where: { programId: program.id, key: { in: keys } },
    select: { key: true, threshold: true, owner: true },
  });
  const since = new Date(now.getTime() - chartDays * 86_400_000);
  const measured = await db.$queryRaw<Measured[]>(sql`
    SELECT b."key" AS "budget", m."at", m."side"::text AS "side", m."values" FROM "Budget" b
    CROSS JOIN LATERAL (
      SELECT * FROM "Measurement" x
      WHERE x."budgetId" = b."id" AND x."environmentId" = ${environment.id}::uuid AND x."at" > ${since}
      ORDER BY x."at" DESC LIMIT ${pointsAtMost}) m
    WHERE b."programId" = ${program.id}::uuid AND b."key" = ANY(${keys}::text[])
    ORDER BY b."key", m."at"`);
  return readings.map((reading) => {
    const budget = stored.find(({ key }) => key === reading.key);
    return {
      key: reading.key,
      surface: reading.surface,
      threshold: budget?.threshold ?? "",
      owner: budget?.owner ?? null,
      state: reading.state,
      because: reading.because,
      clauses: reading.clauses.map(
        ({ text, state, because, metric, measured: is, baseline, limit }) => ({
          text,
          state,
          because,
          metric,
          measured: is,
          baseline,
          limit,
        }),
      ),
      measured: measured
        .filter((row) => row.budget === reading.key)
        .map(({ at, side, values }) => ({ at: at.toISOString(), side, values })),
    };
  });
};
