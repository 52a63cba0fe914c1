import { type ChangeAnswer, changeSwitches } from "@/lib/contract/switches";
import { planChange } from "@/lib/domain/plan-change";
import { effectView } from "@/lib/server/change-effect";
import { newSalt } from "@/lib/server/new-salt";
import { query } from "@/lib/server/query";
import { switchBoard } from "@/lib/server/switch-board";

/** What a change of switches would do, without making it: its blast radius and what stands against it. */
export const previewChange = query(
  { name: "preview-change", allow: "program:read", input: changeSwitches.input },
  async ({ db, input, program }): Promise<ChangeAnswer> => {
    const board = await switchBoard(db, program, input.environment);
    const plan = planChange(board.snapshot, input.rules, newSalt(), board);
    return {
      dryRun: true,
      version: board.snapshot.version,
      epoch: board.snapshot.epoch,
      changeId: null,
      repeated: false,
      effect: await effectView(db, program.id, board, plan, plan.masked),
    };
  },
);
