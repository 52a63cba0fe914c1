import { liftForce as operation } from "@/lib/contract/switches";
import { planLift } from "@/lib/domain/plan-force";
import {
  acceptChange,
  refuseIfProtected,
  repeatedChange,
  unchanged,
} from "@/lib/server/accept-change";
import { command } from "@/lib/server/command";
import { lockedSwitchBoard } from "@/lib/server/switch-board";

/** Lifts a force, so that the rules decide again. It is a flip wherever something goes back to the target. */
export const liftForce = command(
  { name: "lift-force", allow: "switch:rollback", input: operation.input },
  async ({ tx, actor, input, now, program, authorise }) => {
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const { scope, reason, changeId, key = null } = input;
    const asked = { lift: { scope, key } };
    const repeated = await repeatedChange(tx, board, changeId, asked);
    if (repeated) return repeated;
    const plan = planLift(board.snapshot, { scope, ...(key ? { key } : {}) });
    if (plan.kind === "none") return unchanged(board, changeId);
    if (plan.kind === "flip") {
      authorise("switch:flip");
      refuseIfProtected(plan, board);
    }
    await tx.force.deleteMany({
      where: {
        environmentId: board.environmentId,
        scope,
        key: scope === "program" ? "" : (key ?? ""),
      },
    });
    return acceptChange({ tx, actor, now, program }, board, {
      changeId,
      kind: "lift",
      reason,
      asked,
      effect: plan,
      was: { force: board.snapshot.force },
      now: { force: plan.after.force },
    });
  },
);
