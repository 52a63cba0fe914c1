import { liftForce as operation } from "@/lib/contract/switches";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { acceptChange, repeatedChange, unchanged } from "@/lib/server/switches/accept-change";
import { deleteForce, planAsked } from "@/lib/server/switches/asked-change";
import { flipInterlocks, refuseFlip } from "@/lib/server/switches/flip-checks";
import { lockedSwitchBoard } from "@/lib/server/switches/switch-board";

/**
 * Lifts a force, so that the rules decide again. It is a flip wherever something goes back to the
 * target; where the environment is protected, such a one is asked for and approved by a second person.
 */
export const liftForce = command(
  {
    name: "lift-force",
    allow: "switch:rollback",
    further: ["switch:flip", "switch:break-glass"],
    input: operation.input,
  },
  async ({ tx, actor, input, now, program, authorise }) => {
    const { scope, reason, changeId, key = null, breakGlass } = input;
    if (!reason) {
      throw new Refusal("invalid", "Say why, in reason.", [{ field: "reason", says: "say why" }]);
    }
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const repeated = await repeatedChange(tx, board, changeId, { lift: { scope, key } });
    if (repeated) return repeated;
    const asked = { lift: { scope, ...(key ? { key } : {}) } };
    const { plan, lift } = await planAsked(tx, program, board, asked);
    if (plan.kind === "none" || !lift) return unchanged(board, changeId);
    const interlocks = await flipInterlocks(tx, program, board, plan, now);
    let isGlassBroken = false;
    if (plan.kind === "flip") {
      authorise("switch:flip");
      if (breakGlass) authorise("switch:break-glass");
      const door = { isApproved: false, breaksGlass: breakGlass !== undefined, asked, at: now };
      ({ isGlassBroken } = refuseFlip(board, interlocks, door));
    }
    await deleteForce(tx, board, lift);
    return acceptChange({ tx, actor, now, program }, board, {
      changeId,
      kind: "lift",
      reason,
      asked: { lift: { scope, key } },
      effect: plan,
      interlocks,
      breakGlass: breakGlass && isGlassBroken ? { ...breakGlass, plan } : null,
      was: { force: board.snapshot.force },
      now: { force: plan.after.force },
    });
  },
);
