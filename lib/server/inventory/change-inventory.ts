import { randomUUID } from "node:crypto";
import { classifyEffect, type Effect } from "@/lib/domain/classify-effect";
import { ownershipReader } from "@/lib/domain/ownership";
import type { Permission } from "@/lib/domain/permissions";
import { type PlannedChange, planChange } from "@/lib/domain/plan-change";
import { Refusal } from "@/lib/domain/refusal";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { ChangeEvent } from "@/lib/server/change-event";
import { sql, type Transaction } from "@/lib/server/db";
import { settleRequests } from "@/lib/server/requests/settle-requests";
import { effectView } from "@/lib/server/switches/change-effect";
import { flipInterlocks, refuseFlip } from "@/lib/server/switches/flip-checks";
import { newSalt } from "@/lib/server/switches/new-salt";
import { saveChange } from "@/lib/server/switches/save-change";
import { readUncommittedInventory } from "@/lib/server/switches/snapshot";
import { type SwitchBoard, switchBoard } from "@/lib/server/switches/switch-board";

type Program = { readonly id: string; readonly key: string };

/** What writes to an inventory: an import, a split of capabilities, signatures that retire rows or were taken back. */
type InventoryWriter = "import" | "capabilities" | "retirement";

const writerWords = {
  import: "an import",
  capabilities: "a split of capabilities",
  retirement: "a retirement",
} as const satisfies Record<InventoryWriter, string>;

const refusedWords = {
  import: "this import",
  capabilities: "this split",
  retirement: "this signature",
} as const satisfies Record<InventoryWriter, string>;

/** Routes that an import would put on the target without anybody asking: new ones, and ones it moves. */
const uninvited = (before: Snapshot, after: Snapshot, effect: Effect): string[] => {
  const known = new Set(before.routes.map(({ id }) => id));
  const ownershipOf = ownershipReader(after, { underForce: false });
  const arrived = after.routes
    .filter((route) => {
      const { cohort, rule } = ownershipOf(route);
      return !known.has(route.id) && (cohort !== "none" || rule?.sticky === "creation");
    })
    .map(({ id }) => id);
  const moved = effect.routeMoves
    .filter(({ isTowardsTarget }) => isTowardsTarget)
    .map(({ route }) => route)
    .filter((route) => known.has(route));
  const present = new Set(after.routes.map(({ id }) => id));
  return [...new Set([...arrived, ...moved])].filter((id) => present.has(id));
};

/** Workers that come into the snapshot and would be the target's by a rule of before: nobody asked for that now. */
const uninvitedWorkers = (before: Snapshot, after: Snapshot): string[] =>
  Object.entries(after.workers)
    .filter(([name, { owner }]) => !before.workers[name] && owner === after.owners.target)
    .map(([name]) => name);

const isSameInventory = (before: Snapshot, after: Snapshot): boolean =>
  before.routes.length === after.routes.length &&
  before.routes.every((route, index) => {
    const other = after.routes[index];
    return route === other || JSON.stringify(route) === JSON.stringify(other);
  }) &&
  JSON.stringify(before.workers) === JSON.stringify(after.workers);

/** After an import: the same rules, and a legacy pin on every route and worker that would have inherited the target. */
const pinned = (before: SwitchBoard, after: SwitchBoard): PlannedChange | null => {
  const effect = classifyEffect(before.snapshot, after.snapshot, { underForce: false });
  const { legacy: owner } = after.snapshot.owners;
  const edits = [
    ...uninvited(before.snapshot, after.snapshot, effect).map((key) => ({
      level: "route" as const,
      key,
      owner,
      sticky: null,
    })),
    ...uninvitedWorkers(before.snapshot, after.snapshot).map((key) => ({
      level: "worker" as const,
      key,
      owner,
    })),
  ];
  if (edits.length === 0) return null;
  return planChange(after.snapshot, edits, newSalt(), after);
};

/** What it does now, and what it would do beneath the forces: what waits there for the target is a flip already. */
const flipOf = (before: Snapshot, after: Snapshot, effect: Effect): Effect | null => {
  if (effect.kind === "flip") return effect;
  if (before.force.length === 0) return null;
  const beneath = classifyEffect(before, after, { underForce: false });
  return beneath.kind === "flip" ? beneath : null;
};

/**
 * An inventory has no door of its own towards the target: where that takes a request the rows are
 * flipped by their rules first, and then move nobody.
 */
const refuseUnasked = (board: SwitchBoard, effect: Effect, writer: InventoryWriter): void => {
  if (!board.isProtected) return;
  const { environment, owners } = board.snapshot;
  const moves = [
    ...effect.routeMoves.filter(({ isTowardsTarget }) => isTowardsTarget).map(({ route }) => route),
    ...effect.workerMoves
      .filter(({ isTowardsTarget }) => isTowardsTarget)
      .map(({ worker }) => worker),
  ];
  const named = `${moves.slice(0, 3).join(", ")}${moves.length > 3 ? ` and ${moves.length - 3} more` : ""}`;
  throw new Refusal(
    "needs-request",
    `In ${environment}, which is protected, ${refusedWords[writer]} would send ${named} to ${owners.target}. Ask for a flip of ${moves.length === 1 ? "it" : "them"} by rules of ${moves.length === 1 ? "its" : "their"} own first; once that is approved and applied, this moves nobody.`,
    moves.slice(0, 200).map((key) => ({ says: `${key} would move to ${owners.target}` })),
    {
      environment,
      approvals: board.policy.approvals,
      request: {
        rules: effect.routeMoves
          .filter(({ isTowardsTarget }) => isTowardsTarget)
          .slice(0, 1000)
          .map(({ route }) => ({ level: "route", key: route, owner: owners.target })),
      },
    },
  );
};

/**
 * Runs a write to a program's inventory and makes the next snapshot version of every environment
 * whose snapshot it changes. Rows that come in, by an import or because their retirement was taken back,
 * never inherit the target silently: they get a legacy pin. What a split of capabilities moves towards
 * the target is a flip like any other, and refused where flips are.
 */
export const changeInventory = async (
  tx: Transaction,
  program: Program,
  change: {
    readonly writer: InventoryWriter;
    readonly reason: string;
    readonly by: string;
    readonly at: Date;
    /** Whoever imports may flip only where their rights say so. */
    readonly authorise: (permission: Permission) => void;
  },
  write: () => Promise<void>,
): Promise<ChangeEvent[]> => {
  const seen = await readUncommittedInventory(tx, program.id);
  await write();
  await tx.program.update({
    where: { id: program.id },
    data: { inventoryVersion: { increment: 1 } },
  });
  const written = await readUncommittedInventory(tx, program.id);
  // Locked only now: a flip or a force never waits for the rows of a long import.
  const environments = await tx.$queryRaw<{ key: string }[]>(sql`
    SELECT "key" FROM "Environment" WHERE "programId" = ${program.id}::uuid
    ORDER BY "position", "id" FOR UPDATE`);
  const announce: ChangeEvent[] = [{ kind: "program", program: program.key }];
  for (const { key: environment } of environments) {
    const before = await switchBoard(tx, program, environment, seen);
    const after = await switchBoard(tx, program, environment, written);
    const pins = change.writer === "capabilities" ? null : pinned(before, after);
    const effect = classifyEffect(before.snapshot, pins?.after ?? after.snapshot);
    const afterwards = () => switchBoard(tx, program, environment, written);
    if (pins === null && isSameInventory(before.snapshot, after.snapshot)) continue;
    const next = pins?.after ?? after.snapshot;
    const flip = flipOf(before.snapshot, next, effect);
    if (flip) {
      change.authorise("switch:flip");
      refuseUnasked(before, flip, change.writer);
      const interlocks = await flipInterlocks(
        tx,
        program,
        before,
        { ...flip, after: next },
        change.at,
      );
      const door = { isApproved: false, breaksGlass: false, asked: null, at: change.at };
      refuseFlip(before, interlocks, door);
    }
    const saved = await saveChange(tx, before, {
      changeId: randomUUID(),
      kind: change.writer,
      reason: change.reason,
      asked: [],
      changes: pins?.changes ?? [],
      effect: await effectView(tx, program.id, before, effect),
      by: change.by,
      at: change.at,
    });
    announce.push(saved.announce);
    await settleRequests({ tx, now: change.at, program }, before.environmentId, afterwards, {
      by: change.by,
      says: `Version ${saved.version}, ${writerWords[change.writer]} by ${change.by} (${change.reason}).`,
      calledOff: null,
    });
  }
  return announce;
};
