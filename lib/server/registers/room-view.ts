import type { RoomView } from "@/lib/contract/go-no-go";
import type { RoomVote } from "@/lib/domain/go-no-go";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import { conditionView, may, readMilestoneDetail } from "@/lib/server/registers/milestone-view";
import { boardDigest, openBoard, thawBoard } from "@/lib/server/registers/room-board";

type Program = Parameters<typeof openBoard>[1];

/** A room of a milestone, with its conditions. */
export const roomRow = async (
  tx: Transaction,
  program: Program,
  milestone: string,
  number: number,
) => {
  const row = await tx.goNoGo.findFirst({
    where: { number, milestone: { programId: program.id, key: milestone } },
    include: { conditions: { orderBy: { position: "asc" } } },
  });
  if (!row) throw new Refusal("not-found", `${milestone} has no go/no-go room ${number}.`);
  return row;
};

const mineOf = async (tx: Transaction, roomId: string, actor: Actor): Promise<RoomVote | null> => {
  if (actor.kind !== "person") return null;
  const vote = await tx.vote.findUnique({
    where: { goNoGoId_personId: { goNoGoId: roomId, personId: actor.id } },
    select: { vote: true },
  });
  return (vote?.vote as RoomVote | undefined) ?? null;
};

/** A room as it is shown: from what reads now while it is open, from the frozen board alone once it is decided. */
export const roomView = async (
  tx: Transaction,
  program: Program,
  actor: Actor,
  asked: { readonly milestone: string; readonly number: number },
  now: Date,
): Promise<RoomView> => {
  const room = await roomRow(tx, program, asked.milestone, asked.number);
  const isOpen = room.decision === null;
  const conditions = room.conditions.map((condition) =>
    conditionView(room.number, condition, actor, program.id, now),
  );
  const mine = await mineOf(tx, room.id, actor);
  const shared = { number: room.number, isOpen, conditions, mine };
  if (!isOpen) {
    const { board, isIntact } = thawBoard(room.board, room.boardDigest);
    return {
      ...shared,
      board,
      digest: room.boardDigest ?? "",
      isIntact,
      may: { vote: false, decide: false },
    };
  }
  const detail = await readMilestoneDetail(tx, program, actor, asked.milestone, now);
  const board = await openBoard(tx, program, detail, room);
  return {
    ...shared,
    board,
    digest: boardDigest(board),
    isIntact: true,
    may: {
      vote: may(actor, "milestone:vote", program.id),
      decide: may(actor, "milestone:decide", program.id),
    },
  };
};
