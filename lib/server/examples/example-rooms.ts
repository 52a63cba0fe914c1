import { decisionWords, dissentFrom } from "@/lib/domain/go-no-go";
import type { Actor } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";
import type { ExampleMoment } from "@/lib/server/examples/example-moment";
import { readMilestoneDetail } from "@/lib/server/registers/milestone-view";
import { freezeBoard, openBoard } from "@/lib/server/registers/room-board";
import { programScopeFields } from "@/lib/server/scope";
import type { ExampleProgram } from "@/prisma/examples/example-program";
import type { ExampleRoom } from "@/prisma/examples/example-record";

/** Rooms of an example are open for a day before they are decided. */
const openDays = 1;

const writeRoom = async (
  tx: Transaction,
  milestone: string,
  decided: ExampleRoom,
  { programId, dateIn, person, stamp }: ExampleMoment,
): Promise<void> => {
  const reader: Actor = { kind: "system", name: stamp.changedByName };
  const program = await tx.program.findUniqueOrThrow({
    where: { id: programId },
    select: programScopeFields,
  });
  const { decision, reason, conditions = [] } = decided;
  const by = person(decided.by);
  const at = dateIn(-decided.ago);
  const row = await tx.milestone.findUniqueOrThrow({
    where: { programId_key: { programId, key: milestone } },
    select: { id: true },
  });
  const room = await tx.goNoGo.create({
    data: {
      milestoneId: row.id,
      number: 1,
      openedAt: dateIn(-decided.ago - openDays),
      openedByName: by.name,
      votes: {
        create: decided.votes.map((each, index) => ({
          personId: person(each.by).id,
          personName: person(each.by).name,
          vote: each.vote,
          reason: each.reason,
          at: dateIn(-decided.ago - openDays + 0.1 * (index + 1)),
        })),
      },
      conditions: {
        create: conditions.map(({ text, owner, due, done }, index) => ({
          position: index + 1,
          text,
          owner,
          dueAt: dateIn(due),
          ...(done
            ? { doneAt: dateIn(-done.ago), doneByName: person(done.by).name, note: done.note }
            : {}),
        })),
      },
    },
  });
  // As it reads when the example is loaded: nothing that it asks has changed since.
  const detail = await readMilestoneDetail(tx, program, reader, milestone, stamp.changedAt);
  const board = await openBoard(tx, program, detail, room);
  const frozen = freezeBoard({
    ...board,
    decided: {
      decision,
      reason,
      by: by.name,
      at: at.toISOString(),
      dissent: dissentFrom(decision, board.votes),
      conditions: conditions.map(({ text, owner, due }) => ({
        text,
        owner,
        dueAt: dateIn(due).toISOString(),
      })),
    },
  });
  await tx.goNoGo.update({
    where: { id: room.id },
    data: {
      decision,
      reason,
      decidedAt: at,
      decidedById: by.id,
      decidedByName: by.name,
      ...frozen,
    },
  });
  await tx.milestone.update({
    where: { id: row.id },
    data: {
      state: decision,
      stateBecause: `${milestone}: ${decisionWords(decision)}, decided by ${by.name}. ${reason}`,
    },
  });
};

/** Writes the rooms in which an example's milestones were decided, each with its board frozen. */
export const writeExampleRooms = async (
  tx: Transaction,
  example: ExampleProgram,
  moment: ExampleMoment,
): Promise<void> => {
  for (const { key, decided } of example.record.milestones ?? []) {
    if (decided) await writeRoom(tx, key, decided, moment);
  }
};
