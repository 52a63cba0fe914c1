import { orderCriteria as operation } from "@/lib/contract/milestones";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { lockedMilestone } from "@/lib/server/registers/milestone-scope";
import { milestoneDetail } from "@/lib/server/registers/milestone-view";

/** Puts the criteria of a milestone into an order: all of them, each once. */
export const orderCriteria = command(
  { name: "order-criteria", allow: "criteria:edit", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const milestone = await lockedMilestone(tx, program, input.milestone);
    const was = milestone.criteria.map(({ key }) => key);
    const asked = new Set(input.criteria);
    if (
      asked.size !== input.criteria.length ||
      asked.size !== was.length ||
      !was.every((key) => asked.has(key))
    )
      throw new Refusal(
        "stale-version",
        `${milestone.key} has ${was.length} criteria, and the order names others. Reload and order again.`,
      );
    for (const [position, key] of input.criteria.entries())
      await tx.criterion.update({
        where: { milestoneId_key: { milestoneId: milestone.id, key } },
        data: { position },
      });
    return {
      event: {
        subject: { milestone: milestone.key },
        was: { order: was },
        now: { order: input.criteria },
      },
      result: await milestoneDetail(tx, program, actor, milestone.key, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
