import { type ChangeAnswer, forceLegacy } from "@/lib/contract/switches";
import { planForce } from "@/lib/domain/plan-force";
import { query } from "@/lib/server/query";
import { dryRunAnswer } from "@/lib/server/switches/dry-run";
import { switchBoard } from "@/lib/server/switches/switch-board";

/** What a force would bring back to legacy, and what legacy would lose by it, without forcing. */
export const previewForce = query(
  { name: "preview-force", allow: "program:read", input: forceLegacy.input },
  async ({ db, actor, input, program, now }): Promise<ChangeAnswer> => {
    const { scope, key, reason = "" } = input;
    const board = await switchBoard(db, program, input.environment);
    const plan = planForce(board.snapshot, {
      scope,
      ...(key ? { key } : {}),
      reason,
      by: actor.name,
      since: now.toISOString(),
    });
    return dryRunAnswer(db, program, board, { plan, masked: [] }, now);
  },
);
