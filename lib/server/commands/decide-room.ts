import { decideRoom as operation } from "@/lib/contract/go-no-go";
import { decisionFaults, decisionWords, dissentFrom } from "@/lib/domain/go-no-go";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { tellRoomDecided } from "@/lib/server/notices/tell-milestones";
import { lockedMilestone } from "@/lib/server/registers/milestone-scope";
import { readMilestoneDetail } from "@/lib/server/registers/milestone-view";
import { boardDigest, freezeBoard, openBoard } from "@/lib/server/registers/room-board";
import { roomRow, roomView } from "@/lib/server/registers/room-view";

/** Decides a room: once, on the board that the decider saw, which is frozen with the decision. */
export const decideRoom = command(
  { name: "decide-room", allow: "milestone:decide", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    if (actor.kind !== "person") throw new Refusal("forbidden", "Only a person decides.");
    const { decision, reason, conditions } = input;
    const milestone = await lockedMilestone(tx, program, input.milestone);
    const room = await roomRow(tx, program, milestone.key, input.number);
    if (room.decision !== null)
      throw new Refusal(
        "conflict",
        `Room ${room.number} of ${milestone.key} was decided already: ${decisionWords(room.decision)}, by ${room.decidedByName}.`,
      );
    const detail = await readMilestoneDetail(tx, program, actor, milestone.key, now);
    const seen = await openBoard(tx, program, detail, room);
    if (boardDigest(seen) !== input.seen)
      throw new Refusal(
        "stale-version",
        `The board of ${milestone.key} changed since you read it: a reading, a vote or a comment. Look at it again and decide on what it says now.`,
      );
    const faults = decisionFaults(seen.readiness, input, now);
    const [fault] = faults;
    if (fault) throw new Refusal("invalid", fault.says, faults);
    const dissent = dissentFrom(decision, seen.votes);
    const frozen = freezeBoard({
      ...seen,
      decided: { decision, reason, by: actor.name, at: now.toISOString(), dissent, conditions },
    });
    await tx.goNoGo.update({
      where: { id: room.id },
      data: {
        decision,
        reason,
        decidedAt: now,
        decidedById: actor.id,
        decidedByName: actor.name,
        ...frozen,
      },
    });
    await tx.condition.createMany({
      data: conditions.map(({ text, owner, dueAt }, at) => ({
        goNoGoId: room.id,
        position: at + 1,
        text,
        owner,
        dueAt: new Date(dueAt),
      })),
    });
    const says = `${milestone.key}: ${decisionWords(decision)}, decided by ${actor.name}. ${reason}`;
    await tx.milestone.update({
      where: { id: milestone.id },
      data: { state: decision, stateBecause: says },
    });
    await tellRoomDecided(
      { tx, now, program },
      { id: room.id, milestone: milestone.key, number: room.number, says },
      actor.id,
    );
    return {
      event: {
        subject: { milestone: milestone.key, room: room.number },
        was: { state: milestone.state },
        now: {
          state: decision,
          readiness: seen.readiness.says,
          votes: seen.votes.map(({ name, vote }) => ({ name, vote })),
          dissent,
          conditions,
          board: frozen.boardDigest,
        },
        reason,
      },
      result: await roomView(tx, program, actor, input, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
