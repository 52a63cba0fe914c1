import { reviewBoard as operation } from "@/lib/contract/gates";
import { command } from "@/lib/server/command";

/** Says that the board was gone through: what changes from now on is new to everybody. */
export const reviewBoard = command(
  { name: "review-board", allow: "register:write", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    await tx.boardReview.create({
      data: { programId: program.id, at: now, byName: actor.name, note: input.note },
    });
    return {
      event: { subject: { board: "gates" }, now: { note: input.note } },
      result: { at: now.toISOString(), by: actor.name },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
