import { openRoom as operation } from "@/lib/contract/go-no-go";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { tellOpened } from "@/lib/server/notices/tell-milestones";
import { lockedMilestone } from "@/lib/server/registers/milestone-scope";
import { roomView } from "@/lib/server/registers/room-view";

/** Opens the room in which a milestone's go or no-go is decided; one at a time. */
export const openRoom = command(
  { name: "open-room", allow: "milestone:vote", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const milestone = await lockedMilestone(tx, program, input.milestone);
    const rooms = await tx.goNoGo.findMany({
      where: { milestoneId: milestone.id },
      orderBy: { number: "desc" },
      select: { number: true, decision: true },
    });
    const open = rooms.find(({ decision }) => decision === null);
    if (open)
      throw new Refusal(
        "conflict",
        `Room ${open.number} of ${milestone.key} is open already. Vote and decide there.`,
      );
    const number = (rooms[0]?.number ?? 0) + 1;
    const { id } = await tx.goNoGo.create({
      data: { milestoneId: milestone.id, number, openedAt: now, openedByName: actor.name },
      select: { id: true },
    });
    const room = await roomView(tx, program, actor, { milestone: milestone.key, number }, now);
    await tellOpened(
      { tx, now, program },
      { id, milestone: milestone.key, number, says: room.board.readiness.says, by: actor.name },
      actor.kind === "person" ? actor.id : null,
    );
    return {
      event: {
        subject: { milestone: milestone.key, room: number },
        now: { readiness: room.board.readiness.says },
      },
      result: room,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
