import { forceLegacy as operation } from "@/lib/contract/switches";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { repeatedChange } from "@/lib/server/switches/accept-change";
import { lockedSwitchBoard } from "@/lib/server/switches/switch-board";
import { askedForce, takeForce } from "@/lib/server/switches/take-force";

/** Sends everything in a scope to the legacy owner at once. Never refused for what gates say, and repeatable. */
export const forceLegacy = command(
  { name: "force-legacy", allow: "switch:rollback", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { scope, reason, changeId, acknowledgeLosses, key = null } = input;
    const until = input.until === undefined ? null : new Date(input.until);
    if (!reason) {
      throw new Refusal("invalid", "Say why, in reason.", [{ field: "reason", says: "say why" }]);
    }
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const repeated = await repeatedChange(tx, board, changeId, askedForce({ scope, key, until }));
    if (repeated) return repeated;
    return takeForce({ tx, actor, now, program }, board, {
      scope,
      key,
      reason,
      until,
      changeId,
      acknowledgeLosses,
    });
  },
);
