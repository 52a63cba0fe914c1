import type { ChangeEffect } from "@/lib/contract/switches";
import type { RuleChange } from "@/lib/domain/apply-edits";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { Refusal } from "@/lib/domain/refusal";
import { sha256 } from "@/lib/server/audit";
import type { ChangeEvent } from "@/lib/server/change-event";
import { databaseNull, type Json, sql, type Transaction } from "@/lib/server/db";
import { keepInventory, packRules } from "@/lib/server/switches/past-board";
import type { SwitchBoard } from "@/lib/server/switches/switch-board";

export type ChangeKind =
  | "flip"
  | "rollback"
  | "force"
  | "lift"
  | "import"
  | "capabilities"
  | "retirement";

/** What makes two requests the same one: everything asked for but the words around it. */
const requestDigest = (asked: unknown): string =>
  sha256(canonicalJson(JSON.parse(JSON.stringify(asked))));

type Draft = {
  readonly changeId: string;
  readonly kind: ChangeKind;
  readonly reason: string;
  readonly asked: unknown;
  readonly changes: readonly RuleChange[];
  readonly effect: ChangeEffect;
  readonly by: string;
  readonly at: Date;
};

const sideOf = (board: SwitchBoard, word: string): "legacy" | "target" | "off" => {
  const { legacy, target } = board.snapshot.owners;
  if (word === target) return "target";
  if (word === "off") return "off";
  if (word === legacy) return "legacy";
  throw new Error(`The owner ${word} is none of ${board.snapshot.program}.`);
};

/** One side of a rule's change, as history keeps it. */
const recorded = (change: RuleChange, side: "before" | "after") => ({
  level: change.level,
  key: change.key,
  rule: change[side],
  ...(change.level === "capability" && change.legacy ? { legacy: change.legacy[side] } : {}),
});

const writeRule = async (
  tx: Transaction,
  board: SwitchBoard,
  change: RuleChange,
): Promise<void> => {
  const { environmentId } = board;
  const { level, after: rule } = change;
  const key = change.key ?? "";
  const legacyState = change.level === "capability" ? change.legacy?.after : undefined;
  if (legacyState) {
    const state = legacyState === "hot" ? null : legacyState;
    await tx.switchRule.upsert({
      where: { environmentId_level_key: { environmentId, level, key } },
      create: { environmentId, level, key, legacyState: state },
      update: { legacyState: state },
    });
  }
  if (rule === null) {
    // A legacy state outlives the rule beside it.
    await tx.$executeRaw(sql`
      UPDATE "SwitchRule" SET "owner" = NULL, "canary" = NULL, "sticky" = NULL
      WHERE "environmentId" = ${environmentId}::uuid AND "level" = ${level} AND "key" = ${key}
        AND "legacyState" IS NOT NULL`);
    await tx.switchRule.deleteMany({ where: { environmentId, level, key, legacyState: null } });
    return;
  }
  const values = {
    owner: sideOf(board, rule.owner),
    canary: "canary" in rule && rule.canary ? (rule.canary as Json) : databaseNull,
    sticky: ("sticky" in rule && rule.sticky) || null,
    ...("fence" in rule
      ? { fence: rule.fence, handoff: rule.handoff ? sideOf(board, rule.handoff) : null }
      : {}),
  };
  await tx.switchRule.upsert({
    where: { environmentId_level_key: { environmentId, level, key } },
    create: { environmentId, level, key, ...values },
    update: values,
  });
};

/** The number of the environment's next version, taken by compare-and-set against the board that was read. */
const takeVersion = async (tx: Transaction, board: SwitchBoard, at: Date): Promise<number> => {
  const seen = board.snapshot.version;
  const taken = await tx.environment.updateMany({
    where: { id: board.environmentId, version: seen },
    data: { version: seen + 1, updatedAt: at },
  });
  if (taken.count !== 1) {
    throw new Refusal(
      "stale-version",
      `${board.snapshot.environment} changed while this was decided (version ${seen}). Reload and decide again.`,
    );
  }
  return seen + 1;
};

/**
 * Writes an accepted change: its rules, its row of history, and the next version, all in the
 * caller's transaction. Forces are rows of their own and written by their commands.
 */
export const saveChange = async (
  tx: Transaction,
  board: SwitchBoard,
  draft: Draft,
): Promise<{ version: number; announce: ChangeEvent }> => {
  const version = await takeVersion(tx, board, draft.at);
  for (const change of draft.changes) {
    await writeRule(tx, board, change);
  }
  await tx.switchChange.create({
    data: {
      environmentId: board.environmentId,
      version,
      changeId: draft.changeId,
      kind: draft.kind,
      reason: draft.reason,
      edits: draft.asked as Json,
      before: draft.changes.map((change) => recorded(change, "before")) as Json,
      after: draft.changes.map((change) => recorded(change, "after")) as Json,
      effect: draft.effect as unknown as Json,
      requestDigest: requestDigest(draft.asked),
      actorName: draft.by,
      createdAt: draft.at,
      inventoryVersion: await keepInventory(tx, board.snapshot.program),
      rules: await packRules(tx, board.environmentId),
    },
  });
  const { program, environment } = board.snapshot;
  return { version, announce: { kind: "snapshot", program, environment, version } };
};

/** The change that an earlier request with the same id made; refuses an id that meant something else. */
export const earlierChange = async (
  tx: Transaction,
  board: SwitchBoard,
  changeId: string | undefined,
  asked: unknown,
): Promise<{ version: number; effect: ChangeEffect } | null> => {
  if (changeId === undefined) return null;
  const earlier = await tx.switchChange.findUnique({
    where: { environmentId_changeId: { environmentId: board.environmentId, changeId } },
  });
  if (!earlier) return null;
  if (earlier.requestDigest !== requestDigest(asked)) {
    throw new Refusal(
      "conflict",
      `The changeId ${changeId} was used for another change (version ${earlier.version}). Make a new one for this.`,
    );
  }
  return { version: earlier.version, effect: earlier.effect as unknown as ChangeEffect };
};
