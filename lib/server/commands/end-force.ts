import { ForceInput } from "@/lib/contract/switches";
import { planLift } from "@/lib/domain/plan-force";
import { command } from "@/lib/server/command";
import { acceptChange, unchanged } from "@/lib/server/switches/accept-change";
import { flipInterlocks, refuseFlip } from "@/lib/server/switches/flip-checks";
import { lockedSwitchBoard } from "@/lib/server/switches/switch-board";

const input = ForceInput.pick({ program: true, environment: true, scope: true, key: true });

/**
 * Ends a force whose time is over. In a protected environment only what sends nothing to the target
 * ends by itself: lifting there takes a second person, so the force stays until a request is approved.
 * Elsewhere it is a flip like any other, which a freeze, a window or an interlock may hold back.
 */
export const endForce = command(
  { name: "end-force", allow: "installation:manage", input },
  async ({ tx, actor, input, now, program }) => {
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const { scope, key } = input;
    const place = { scope, ...(key ? { key } : {}) };
    const forceKey = scope === "program" ? "" : (key ?? "");
    const environmentId_scope_key = { environmentId: board.environmentId, scope, key: forceKey };
    const force = await tx.force.findUnique({ where: { environmentId_scope_key } });
    const plan = planLift(board.snapshot, place);
    const isDue = force?.until && force.until <= now;
    if (!isDue || (board.isProtected && plan.kind === "flip")) return unchanged(board, undefined);
    const asked = { lift: { scope, key: key ?? null } };
    const interlocks = await flipInterlocks(tx, program, board, plan, now);
    if (plan.kind === "flip") {
      refuseFlip(board, interlocks, { isApproved: false, breaksGlass: false, asked, at: now });
    }
    await tx.force.delete({ where: { environmentId_scope_key } });
    return acceptChange({ tx, actor, now, program }, board, {
      changeId: undefined,
      kind: "lift",
      reason: `The time that it was asked for is over (${force.reason})`,
      asked,
      effect: plan,
      interlocks,
      was: { force: board.snapshot.force },
      now: { force: plan.after.force },
    });
  },
);
