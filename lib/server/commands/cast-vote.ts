import { castVote as operation } from "@/lib/contract/go-no-go";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { lockedMilestone } from "@/lib/server/registers/milestone-scope";
import { roomRow, roomView } from "@/lib/server/registers/room-view";

/** Votes in an open room; one vote a person, which they may change until it is decided. */
export const castVote = command(
  { name: "cast-vote", allow: "milestone:vote", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    if (actor.kind !== "person") throw new Refusal("forbidden", "Only a person votes.");
    const { vote, reason } = input;
    await lockedMilestone(tx, program, input.milestone);
    const room = await roomRow(tx, program, input.milestone, input.number);
    if (room.decision !== null)
      throw new Refusal(
        "conflict",
        `Room ${room.number} of ${input.milestone} was decided ${room.decision} by ${room.decidedByName}. Votes are closed; open a new room to decide again.`,
      );
    const id = { goNoGoId: room.id, personId: actor.id };
    const was = await tx.vote.findUnique({ where: { goNoGoId_personId: id } });
    await tx.vote.upsert({
      where: { goNoGoId_personId: id },
      create: { ...id, personName: actor.name, vote, reason, at: now },
      update: { personName: actor.name, vote, reason, at: now },
    });
    return {
      event: {
        subject: { milestone: input.milestone, room: room.number },
        was: was ? { vote: was.vote, reason: was.reason } : null,
        now: { vote },
        reason,
      },
      result: await roomView(tx, program, actor, input, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
