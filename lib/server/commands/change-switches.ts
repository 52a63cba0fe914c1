import { changeSwitches as operation } from "@/lib/contract/switches";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Transaction } from "@/lib/server/db";
import { acceptChange, repeatedChange, repeatedReturn } from "@/lib/server/switches/accept-change";
import {
  type PlannedSwitches,
  planAsked,
  rulesAfter,
  rulesBefore,
} from "@/lib/server/switches/asked-change";
import { refuseUnacknowledged } from "@/lib/server/switches/change-effect";
import { flipInterlocks, refuseFlip } from "@/lib/server/switches/flip-checks";
import { lockedSwitchBoard, type SwitchBoard } from "@/lib/server/switches/switch-board";

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

const refuseWithoutEffect = (
  { plan, asksForTarget }: PlannedSwitches,
  board: SwitchBoard,
): void => {
  if (plan.kind === "none" && asksForTarget) {
    throw new Refusal(
      "no-effect",
      `Every rule is as you ask already in ${board.snapshot.environment} (version ${board.snapshot.version}). Nothing was changed.`,
    );
  }
};

/**
 * Changes owners: all rules, or those of an earlier version, as one change and one version, or none.
 * A change towards the target is a flip, whatever it is called; any other is a rollback, which needs
 * no version and may be repeated.
 */
export const changeSwitches = command(
  {
    name: "change-switches",
    allow: "switch:rollback",
    further: ["switch:flip", "switch:break-glass"],
    input: operation.input,
  },
  async ({ tx, actor, input, now, program, authorise }) => {
    if (!input.reason) {
      throw new Refusal("invalid", "Say why, in reason.", [{ field: "reason", says: "say why" }]);
    }
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const { rules, restore, breakGlass } = input;
    const asked = { ...(rules ? { rules } : {}), ...(restore ? { restore } : {}) };
    const repeated = await repeatedChange(tx, board, input.changeId, asked);
    if (repeated) return repeated;

    const planned = await planAsked(tx, program, board, asked);
    const { plan, changes, masked } = planned;
    refuseWithoutEffect(planned, board);
    if (plan.kind === "none") {
      const { changeId, reason } = input;
      const same = { changeId, reason, reach: planned.touched };
      return repeatedReturn({ tx, actor, now, program }, board, same);
    }
    const interlocks = await flipInterlocks(tx, program, board, plan, now);
    let isGlassBroken = false;
    if (plan.kind === "flip") {
      authorise("switch:flip");
      if (breakGlass) authorise("switch:break-glass");
      const door = { isApproved: false, breaksGlass: breakGlass !== undefined, asked, at: now };
      ({ isGlassBroken } = refuseFlip(board, interlocks, door));
      await refuseUnseen(tx, board, input.expectedVersion);
    }
    refuseUnacknowledged(plan, board, input.acknowledgeLosses);
    return acceptChange({ tx, actor, now, program }, board, {
      changeId: input.changeId,
      kind: plan.kind,
      reason: input.reason,
      asked,
      changes,
      effect: plan,
      masked,
      interlocks,
      breakGlass: breakGlass && isGlassBroken ? { ...breakGlass, plan } : null,
      was: rulesBefore(changes),
      now: rulesAfter(changes),
    });
  },
);
