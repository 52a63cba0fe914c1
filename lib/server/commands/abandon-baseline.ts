import { abandonBaseline as operation } from "@/lib/contract/budgets";
import { baselineView, collectingBaseline, frozen } from "@/lib/server/budgets/baseline-rows";
import { budgetNamed } from "@/lib/server/budgets/budget-rows";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";
import { environmentNamed } from "@/lib/server/evidence/deployments";

/** Gives a window up: what was measured stays where it is, and no budget reads from it. */
export const abandonBaseline = command(
  { name: "abandon-baseline", allow: "criteria:edit", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { environment, reason } = input;
    const environmentId = await environmentNamed(tx, program, environment);
    const budget = await budgetNamed(tx, program.id, input.budget);
    const open = await collectingBaseline(tx, budget.id, environmentId, input.baseline);
    const place = { budget, environment };
    const { snapshot } = await frozen(tx, open, place, reason, now);
    const row = await tx.baseline.update({
      where: { id: open.id },
      data: {
        state: "abandoned",
        snapshot: snapshot as unknown as Json,
        closedAt: now,
        closedByName: actor.name,
      },
    });
    return {
      event: {
        subject: { environment, budget: budget.key, baseline: row.id },
        was: { state: "collecting" },
        now: { state: "abandoned" },
        reason,
      },
      result: baselineView(row, place, null),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
