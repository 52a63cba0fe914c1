import type { ChangeAnswer } from "@/lib/contract/switches";
import type { Transaction } from "@/lib/server/db";
import type { PlannedSwitches } from "@/lib/server/switches/asked-change";
import { effectView } from "@/lib/server/switches/change-effect";
import { flipInterlocks } from "@/lib/server/switches/flip-checks";
import type { SwitchBoard } from "@/lib/server/switches/switch-board";

/** The answer to a dry run: what a planned change would do, with how its interlocks read now. */
export const dryRunAnswer = async (
  tx: Transaction,
  program: { readonly id: string; readonly key: string },
  board: SwitchBoard,
  { plan, masked }: Pick<PlannedSwitches, "plan" | "masked">,
  at: Date,
): Promise<ChangeAnswer> => {
  const interlocks = await flipInterlocks(tx, program, board, plan, at);
  return {
    dryRun: true,
    version: board.snapshot.version,
    epoch: board.snapshot.epoch,
    changeId: null,
    repeated: false,
    effect: await effectView(tx, program.id, board, plan, masked, { at, interlocks }),
  };
};
