import { closeBaseline as operation } from "@/lib/contract/budgets";
import { windowFaults } from "@/lib/domain/baseline-window";
import { Refusal } from "@/lib/domain/refusal";
import { baselineView, collectingBaseline, frozen } from "@/lib/server/budgets/baseline-rows";
import { budgetNamed } from "@/lib/server/budgets/budget-rows";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";
import { environmentNamed } from "@/lib/server/evidence/deployments";

/**
 * Freezes what legacy cost in a window, with a digest. Where that is early, incomplete or too little it takes
 * words, and budgets read unknown from it as long as they ask for more.
 */
export const closeBaseline = command(
  { name: "close-baseline", allow: "criteria:edit", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { environment, reason } = input;
    const environmentId = await environmentNamed(tx, program, environment);
    const budget = await budgetNamed(tx, program.id, input.budget);
    const open = await collectingBaseline(tx, budget.id, environmentId, input.baseline);
    const place = { budget, environment };
    const { snapshot, digest } = await frozen(tx, open, place, reason || null, now);
    if (snapshot.spans === 0) {
      throw new Refusal(
        "conflict",
        "Legacy was not measured in this window, so there is nothing to freeze. Report measurements, connect a Prometheus server, or abandon it.",
      );
    }
    const faults = windowFaults(snapshot, { days: open.days, leastSamples: budget.leastSamples });
    if (faults.length > 0 && reason.length < 3) {
      throw new Refusal(
        "needs-acknowledgement",
        `This baseline is not what was asked for: ${faults.join("; ")}. To close it all the same say why.`,
        faults.map((says) => ({ says, field: "reason" })),
      );
    }
    const row = await tx.baseline.update({
      where: { id: open.id },
      data: {
        state: "baselined",
        snapshot: snapshot as unknown as Json,
        digest,
        closedAt: now,
        closedByName: actor.name,
      },
    });
    return {
      event: {
        subject: { environment, budget: budget.key, baseline: row.id },
        was: { state: "collecting" },
        now: { state: "baselined", digest, values: snapshot.values },
        reason: reason || null,
      },
      result: baselineView(row, place, null),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
