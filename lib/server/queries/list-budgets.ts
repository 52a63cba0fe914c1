import { listBudgets as operation } from "@/lib/contract/budgets";
import { baselineView, progressOf } from "@/lib/server/budgets/baseline-rows";
import { budgetReadings } from "@/lib/server/budgets/budget-readings";
import { budgetView, readingView } from "@/lib/server/budgets/budget-rows";
import { query } from "@/lib/server/query";

/** A program's budgets, how each reads in every environment, and the baselines that are being collected. */
export const listBudgets = query(
  { name: "list-budgets", allow: "program:read", input: operation.input },
  async ({ db, now, program }) => {
    const environments = await db.environment.findMany({
      where: { programId: program.id },
      orderBy: { position: "asc" },
      select: { id: true, key: true, name: true, isProtected: true },
    });
    const budgets = await db.budget.findMany({
      where: { programId: program.id },
      orderBy: { key: "asc" },
    });
    const readings = await Promise.all(
      environments.map((environment) => budgetReadings(db, program, environment, now)),
    );
    const open = await db.baseline.findMany({
      where: { budget: { programId: program.id }, state: "collecting" },
      include: { budget: true, environment: { select: { key: true } } },
      orderBy: { startsAt: "asc" },
    });
    const collecting = open.map(({ budget, environment, ...row }) => ({
      row,
      place: { budget, environment: environment.key },
    }));
    const progress = await progressOf(db, collecting, now);
    return {
      owners: { legacy: program.legacyName, target: program.targetName },
      environments: environments.map(({ key, name, isProtected }) => ({ key, name, isProtected })),
      budgets: budgets.map((budget) => ({
        ...budgetView(budget),
        readings: environments.flatMap(({ key }, index) => {
          const reading = readings[index]?.find((each) => each.key === budget.key);
          return reading ? [{ environment: key, reading: readingView(reading) }] : [];
        }),
      })),
      collecting: collecting.map(({ row, place }) =>
        baselineView(row, place, progress.get(row.id) ?? null),
      ),
    };
  },
);
