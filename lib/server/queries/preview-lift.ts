import { type ChangeAnswer, liftForce } from "@/lib/contract/switches";
import { planAsked } from "@/lib/server/asked-change";
import { dryRunAnswer } from "@/lib/server/dry-run";
import { query } from "@/lib/server/query";
import { switchBoard } from "@/lib/server/switch-board";

/** What lifting a force would send back to the target, without lifting it. */
export const previewLift = query(
  { name: "preview-lift", allow: "program:read", input: liftForce.input },
  async ({ db, input, program, now }): Promise<ChangeAnswer> => {
    const { scope, key } = input;
    const board = await switchBoard(db, program, input.environment);
    const asked = { lift: { scope, ...(key ? { key } : {}) } };
    return dryRunAnswer(db, program, board, await planAsked(db, program, board, asked), now);
  },
);
