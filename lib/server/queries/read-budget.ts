import { readBudget as operation } from "@/lib/contract/budgets";
import type { BaselineSnapshot } from "@/lib/domain/baseline-window";
import { baselineView, progressOf } from "@/lib/server/budgets/baseline-rows";
import { budgetReadings } from "@/lib/server/budgets/budget-readings";
import { budgetNamed, budgetView, readingView } from "@/lib/server/budgets/budget-rows";
import { budgetSeries } from "@/lib/server/budgets/budget-series";
import { environmentNamed } from "@/lib/server/evidence/deployments";
import { query } from "@/lib/server/query";

const day = 86_400_000;

/** One budget in an environment: how it reads, what was measured of both sides over time, its baselines. */
export const readBudget = query(
  { name: "read-budget", allow: "program:read", input: operation.input },
  async ({ db, input, now, program }) => {
    const id = await environmentNamed(db, program, input.environment);
    const budget = await budgetNamed(db, program.id, input.budget);
    const environment = await db.environment.findUniqueOrThrow({
      where: { id },
      select: { id: true, key: true, isProtected: true },
    });
    const [reading] = await budgetReadings(db, program, environment, now, [budget.key]);
    if (reading === undefined) throw new Error("A budget that is there reads.");
    const place = { budget, environment: environment.key };
    const rows = await db.baseline.findMany({
      where: { budgetId: budget.id, environmentId: id },
      orderBy: { createdAt: "desc" },
      take: 20,
    });
    const collecting = rows.filter(({ state }) => state === "collecting");
    const progress = await progressOf(
      db,
      collecting.map((row) => ({ row, place })),
      now,
    );
    const newest = rows.find(({ state }) => state === "baselined");
    const snapshot = newest?.snapshot as unknown as BaselineSnapshot | undefined;
    const values = new Map(
      Object.entries(snapshot?.values ?? {}).map(([metric, { value }]) => [metric, value]),
    );
    const since = new Date(now.getTime() - input.days * day);
    const where = { budgetId: budget.id, environmentId: id };
    const [series, measurements, measured] = await Promise.all([
      budgetSeries(db, budget, id, reading, values, { since, now }),
      db.measurement.findMany({ where, orderBy: [{ at: "desc" }, { id: "desc" }], take: 100 }),
      db.measurement.count({ where }),
    ]);
    return {
      owners: { legacy: program.legacyName, target: program.targetName },
      environment: environment.key,
      isProtected: environment.isProtected,
      budget: budgetView(budget),
      reading: readingView(reading),
      baselines: rows.map((row) => baselineView(row, place, progress.get(row.id) ?? null)),
      since: since.toISOString(),
      series,
      measurements: measurements.map((row) => ({
        id: row.id,
        side: row.side as "legacy" | "target",
        at: row.at.toISOString(),
        seconds: row.seconds,
        commit: row.commit,
        source: row.source,
        samples: row.samples,
        values: row.values as Record<string, number>,
        evidence: row.evidenceId,
      })),
      measured,
    };
  },
);
