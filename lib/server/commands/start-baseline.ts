import { startBaseline as operation } from "@/lib/contract/budgets";
import { Refusal } from "@/lib/domain/refusal";
import { baselineView, progressOf } from "@/lib/server/budgets/baseline-rows";
import { budgetNamed } from "@/lib/server/budgets/budget-rows";
import { command } from "@/lib/server/command";
import { sql } from "@/lib/server/db";
import { environmentNamed } from "@/lib/server/evidence/deployments";

const day = 86_400_000;
/** Servers rarely keep more, and a legacy of half a year ago is another one. */
const farthest = 180;

/** Begins a window in which legacy is measured, now or in the past where it was measured already. */
export const startBaseline = command(
  { name: "start-baseline", allow: "criteria:edit", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const environmentId = await environmentNamed(tx, program, input.environment);
    const budget = await budgetNamed(tx, program.id, input.budget);
    await tx.$queryRaw(sql`SELECT "id" FROM "Budget" WHERE "id" = ${budget.id}::uuid FOR UPDATE`);
    const open = await tx.baseline.findFirst({
      where: { budgetId: budget.id, environmentId, state: "collecting" },
      select: { startsAt: true, createdByName: true },
    });
    if (open) {
      throw new Refusal(
        "conflict",
        `A baseline of ${budget.key} is being collected in ${input.environment} since ${open.startsAt.toISOString().slice(0, 10)} (${open.createdByName}). Close or abandon it first.`,
      );
    }
    const startsAt = input.startsAt ? new Date(input.startsAt) : now;
    if (
      now.getTime() - startsAt.getTime() > farthest * day ||
      startsAt.getTime() - now.getTime() > day
    ) {
      throw new Refusal(
        "invalid",
        `A baseline begins at most ${farthest} days ago and at most a day from now.`,
        [{ field: "startsAt", says: `${startsAt.toISOString()} is outside of that.` }],
      );
    }
    const days = input.days ?? budget.baselineDays;
    const row = await tx.baseline.create({
      data: {
        budgetId: budget.id,
        environmentId,
        startsAt,
        days,
        state: "collecting",
        createdByName: actor.name,
        createdAt: now,
      },
    });
    const place = { budget, environment: input.environment };
    const progress = (await progressOf(tx, [{ row, place }], now)).get(row.id) ?? null;
    return {
      event: {
        subject: { environment: input.environment, budget: budget.key, baseline: row.id },
        now: { startsAt: startsAt.toISOString(), days },
      },
      result: baselineView(row, place, progress),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
