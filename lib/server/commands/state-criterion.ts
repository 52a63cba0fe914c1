import { stateCriterion as operation } from "@/lib/contract/milestones";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { linesByHand } from "@/lib/server/registers/milestone-read";
import { criterionOf, lockedMilestone } from "@/lib/server/registers/milestone-scope";
import { milestoneDetail } from "@/lib/server/registers/milestone-view";
import { editedFields, refuseStale } from "@/lib/server/registers/register-edit";

/** Says whether a line of a checklist holds. What is read from a gate, a decision, a rule or signatures is not said, it is mended there. */
export const stateCriterion = command(
  { name: "state-criterion", allow: "register:write", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const milestone = await lockedMilestone(tx, program, input.milestone);
    const row = criterionOf(milestone, input.criterion);
    refuseStale(`${milestone.key}/${row.key}`, row, input.version);
    if (row.kind !== "checklist")
      throw new Refusal(
        "conflict",
        `“${row.title}” is read from a ${row.kind} and not said by anybody. Mend it there.`,
      );
    const { stated, evidence, notes } = input;
    if (stated !== row.stated && (await linesByHand(tx, program, row)).length === 0)
      throw new Refusal(
        "conflict",
        `“${row.title}” is read from signatures and not said by anybody. Its evidence and notes can be changed; whether it holds is settled where it is signed.`,
      );
    const edited = editedFields(row, { stated, evidence, notes });
    if (Object.keys(edited.is).length === 0)
      throw new Refusal("no-effect", `“${row.title}” is already so. Nothing was written.`);
    await tx.criterion.update({
      where: { id: row.id },
      data: {
        stated,
        evidence,
        notes,
        changedAt: now,
        changedByName: actor.name,
        version: { increment: 1 },
      },
    });
    return {
      event: {
        subject: { milestone: milestone.key, criterion: row.key },
        was: edited.was,
        now: edited.is,
        reason: input.reason,
      },
      result: await milestoneDetail(tx, program, actor, milestone.key, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
