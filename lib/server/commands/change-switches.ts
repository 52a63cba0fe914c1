import { changeSwitches as operation } from "@/lib/contract/switches";
import { type PlannedChange, planChange } from "@/lib/domain/plan-change";
import { Refusal } from "@/lib/domain/refusal";
import {
  acceptChange,
  refuseIfProtected,
  repeatedChange,
  unchanged,
} from "@/lib/server/accept-change";
import { refuseUnacknowledged } from "@/lib/server/change-effect";
import { command } from "@/lib/server/command";
import type { Transaction } from "@/lib/server/db";
import { newSalt } from "@/lib/server/new-salt";
import { lockedSwitchBoard, type SwitchBoard } from "@/lib/server/switch-board";

/** A flip is decided on a version that its maker has seen; what came after it is said. */
const refuseUnseen = async (
  tx: Transaction,
  board: SwitchBoard,
  expected: number | undefined,
): Promise<void> => {
  const { version, environment } = board.snapshot;
  if (expected === version) return;
  if (expected === undefined) {
    throw new Refusal(
      "invalid",
      `A change towards the target needs expectedVersion, the version you saw. ${environment} is at version ${version}.`,
      [{ field: "expectedVersion", says: "name the version you saw" }],
    );
  }
  if (expected > version) {
    throw new Refusal(
      "stale-version",
      `${environment} is at version ${version}; version ${expected} was never made. Reload and decide again.`,
      [],
      { version },
    );
  }
  const since = await tx.switchChange.findMany({
    where: { environmentId: board.environmentId, version: { gt: expected } },
    orderBy: { version: "asc" },
    take: 20,
  });
  throw new Refusal(
    "stale-version",
    `${environment} changed to version ${version} (you saw ${expected}). Look at what changed and decide again.`,
    since.map((change) => ({
      says: `Version ${change.version}, ${change.actorName}: ${(change.effect as { says?: string }).says ?? change.kind} Reason: ${change.reason}`,
    })),
    { version },
  );
};

const refuseWithoutEffect = (plan: PlannedChange, board: SwitchBoard): void => {
  if (plan.kind === "none" && plan.asksForTarget) {
    throw new Refusal(
      "no-effect",
      `Every rule is as you ask already in ${board.snapshot.environment} (version ${board.snapshot.version}). Nothing was changed.`,
    );
  }
};

/**
 * Changes owners: all rules as one change and one version, or none. A change towards the target is
 * a flip, whatever it is called; any other is a rollback, which needs no version and may be repeated.
 */
export const changeSwitches = command(
  { name: "change-switches", allow: "switch:rollback", input: operation.input },
  async ({ tx, actor, input, now, program, authorise }) => {
    if (!input.reason) {
      throw new Refusal("invalid", "Say why, in reason.", [{ field: "reason", says: "say why" }]);
    }
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const asked = { rules: input.rules };
    const repeated = await repeatedChange(tx, board, input.changeId, asked);
    if (repeated) return repeated;

    const plan = planChange(board.snapshot, input.rules, newSalt(), board);
    refuseWithoutEffect(plan, board);
    if (plan.kind === "none") return unchanged(board, input.changeId);
    if (plan.kind === "flip") {
      authorise("switch:flip");
      refuseIfProtected(plan, board);
      await refuseUnseen(tx, board, input.expectedVersion);
    }
    refuseUnacknowledged(plan, board, input.acknowledgeLosses);
    return acceptChange({ tx, actor, now, program }, board, {
      changeId: input.changeId,
      kind: plan.kind,
      reason: input.reason,
      asked,
      changes: plan.changes,
      effect: plan,
      masked: plan.masked,
      was: plan.changes.map(({ level, key, before }) => ({ level, key, rule: before })),
      now: plan.changes.map(({ level, key, after }) => ({ level, key, rule: after })),
    });
  },
);
