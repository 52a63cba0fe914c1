import { finishCondition as operation } from "@/lib/contract/go-no-go";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { lockedMilestone } from "@/lib/server/registers/milestone-scope";
import { ownsCondition } from "@/lib/server/registers/milestone-view";
import { roomRow, roomView } from "@/lib/server/registers/room-view";

/** Says that a condition of a go is met. A milestone that it reopened stays open until it is decided again. */
export const finishCondition = command(
  { name: "finish-condition", allow: "comment:write", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    await lockedMilestone(tx, program, input.milestone);
    const room = await roomRow(tx, program, input.milestone, input.number);
    const condition = room.conditions.find(({ position }) => position === input.position);
    if (!condition)
      throw new Refusal("not-found", `Room ${room.number} has no condition ${input.position}.`);
    if (!ownsCondition(actor, condition.owner, program.id))
      throw new Refusal(
        "forbidden",
        `The condition is ${condition.owner}'s. They or a manager say that it is met.`,
      );
    if (condition.doneAt)
      throw new Refusal("no-effect", `${condition.doneByName} said already that it is met.`);
    await tx.condition.update({
      where: { id: condition.id },
      data: { doneAt: now, doneByName: actor.name, note: input.note },
    });
    return {
      event: {
        subject: { milestone: input.milestone, room: room.number, condition: condition.position },
        now: { done: condition.text, wasOverdue: condition.overdueAt !== null },
        reason: input.note,
      },
      result: await roomView(tx, program, actor, input, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
