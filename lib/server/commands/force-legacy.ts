import { forceLegacy as operation } from "@/lib/contract/switches";
import { planForce } from "@/lib/domain/plan-force";
import { acceptChange, repeatedChange, unchanged } from "@/lib/server/accept-change";
import { command } from "@/lib/server/command";
import { lockedSwitchBoard } from "@/lib/server/switch-board";

/** Sends everything in a scope to the legacy owner at once. Never refused for what gates say, and repeatable. */
export const forceLegacy = command(
  { name: "force-legacy", allow: "switch:rollback", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const { scope, reason, changeId, key = null } = input;
    const asked = { force: { scope, key } };
    const repeated = await repeatedChange(tx, board, changeId, asked);
    if (repeated) return repeated;
    const plan = planForce(board.snapshot, {
      scope,
      ...(key ? { key } : {}),
      reason,
      by: actor.name,
      since: now.toISOString(),
    });
    if (plan.kind === "none") return unchanged(board, changeId);
    await tx.force.create({
      data: {
        environmentId: board.environmentId,
        scope,
        key: scope === "program" ? "" : (key ?? ""),
        reason,
        byName: actor.name,
        since: now,
      },
    });
    return acceptChange({ tx, actor, now, program }, board, {
      changeId,
      kind: "force",
      reason,
      asked,
      effect: plan,
      was: { force: board.snapshot.force },
      now: { force: plan.after.force },
    });
  },
);
