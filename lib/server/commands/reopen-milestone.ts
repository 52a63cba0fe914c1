import * as z from "zod";
import { MilestoneInput } from "@/lib/contract/milestones";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { tellReopened } from "@/lib/server/notices/tell-milestones";
import { lockedMilestone } from "@/lib/server/registers/milestone-scope";
import { roomRow } from "@/lib/server/registers/room-view";

/**
 * Notes that a condition was not met in its time. Where it belongs to the decision that still stands, the milestone is
 * open again, visibly, until it is decided anew.
 */
export const reopenMilestone = command(
  {
    name: "reopen-milestone",
    allow: "milestone:decide",
    input: MilestoneInput.extend({ number: z.number().int(), position: z.number().int() }),
  },
  async ({ tx, input, now, program }) => {
    const milestone = await lockedMilestone(tx, program, input.milestone);
    const room = await roomRow(tx, program, milestone.key, input.number);
    const condition = room.conditions.find(({ position }) => position === input.position);
    if (!condition || condition.doneAt || condition.overdueAt || condition.dueAt > now)
      throw new Refusal("no-effect", "The condition is met, or not due, or was noted already.");
    const last = await tx.goNoGo.findFirst({
      where: { milestoneId: milestone.id, decision: { not: null } },
      orderBy: { number: "desc" },
      select: { id: true },
    });
    const says = `“${condition.text}” was due ${condition.dueAt.toISOString().slice(0, 10)} and is not met; it is ${condition.owner}'s.`;
    const isReopened =
      last?.id === room.id && ["conditional-go", "reopened"].includes(milestone.state);
    await tx.condition.update({ where: { id: condition.id }, data: { overdueAt: now } });
    if (isReopened)
      await tx.milestone.update({
        where: { id: milestone.id },
        data: { state: "reopened", stateBecause: says },
      });
    if (isReopened && milestone.state !== "reopened")
      await tellReopened(
        { tx, now, program },
        { milestone: milestone.key, number: room.number },
        { id: condition.id, says },
      );
    return {
      event: {
        subject: { milestone: milestone.key, room: room.number, condition: condition.position },
        was: { state: milestone.state },
        now: { state: isReopened ? "reopened" : milestone.state, overdue: condition.text },
        reason: says,
      },
      result: { milestone: milestone.key, isReopened },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
