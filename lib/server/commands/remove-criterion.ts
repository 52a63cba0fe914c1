import { removeCriterion as operation } from "@/lib/contract/milestones";
import { command } from "@/lib/server/command";
import { criterionOf, lockedMilestone } from "@/lib/server/registers/milestone-scope";
import { milestoneDetail } from "@/lib/server/registers/milestone-view";
import { refuseStale } from "@/lib/server/registers/register-edit";

/** Takes a criterion away from a milestone; boards that were frozen with it keep it. */
export const removeCriterion = command(
  { name: "remove-criterion", allow: "criteria:edit", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const milestone = await lockedMilestone(tx, program, input.milestone);
    const row = criterionOf(milestone, input.criterion);
    refuseStale(`${milestone.key}/${row.key}`, row, input.version);
    await tx.criterion.delete({ where: { id: row.id } });
    const { title, kind, refers, stated, group, evidence, notes, owner } = row;
    return {
      event: {
        subject: { milestone: milestone.key, criterion: row.key },
        was: { title, kind, refers, stated, group, evidence, notes, owner },
        reason: input.reason,
      },
      result: await milestoneDetail(tx, program, actor, milestone.key, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
