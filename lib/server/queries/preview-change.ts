import { type ChangeAnswer, changeSwitches } from "@/lib/contract/switches";
import { query } from "@/lib/server/query";
import { planAsked } from "@/lib/server/switches/asked-change";
import { dryRunAnswer } from "@/lib/server/switches/dry-run";
import { switchBoard } from "@/lib/server/switches/switch-board";

/** What a change of switches would do, without making it: its blast radius and what stands against it. */
export const previewChange = query(
  { name: "preview-change", allow: "program:read", input: changeSwitches.input },
  async ({ db, input, program, now }): Promise<ChangeAnswer> => {
    const { rules, restore } = input;
    const board = await switchBoard(db, program, input.environment);
    const asked = { ...(rules ? { rules } : {}), ...(restore ? { restore } : {}) };
    return dryRunAnswer(db, program, board, await planAsked(db, program, board, asked), now);
  },
);
