import { type ChangeAnswer, liftForce } from "@/lib/contract/switches";
import { query } from "@/lib/server/query";
import { planAsked } from "@/lib/server/switches/asked-change";
import { dryRunAnswer } from "@/lib/server/switches/dry-run";
import { switchBoard } from "@/lib/server/switches/switch-board";

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
