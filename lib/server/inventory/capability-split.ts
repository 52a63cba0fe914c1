import { assignCapabilities, type CapabilityRule } from "@/lib/domain/capability-rules";
import { classifyEffect } from "@/lib/domain/classify-effect";
import { type InventoryItem, itemKey } from "@/lib/domain/inventory";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { Transaction } from "@/lib/server/db";
import { readInventoryItems } from "@/lib/server/inventory/inventory-read";
import { effectView } from "@/lib/server/switches/change-effect";
import { switchBoard } from "@/lib/server/switches/switch-board";

/** The snapshot as it would be with other capabilities beneath the same rules. */
const withCapabilities = (
  snapshot: Snapshot,
  items: readonly InventoryItem[],
  assignments: ReadonlyMap<string, string>,
): Snapshot => {
  const workers = { ...snapshot.workers };
  for (const item of items) {
    const name = item.switchName ?? item.key;
    const worker = item.kind === "worker" ? workers[name] : undefined;
    if (!worker) continue;
    const { capability: _, ...rest } = worker;
    const capability = assignments.get(itemKey(item));
    workers[name] = capability ? { ...rest, capability } : rest;
  }
  return {
    ...snapshot,
    workers,
    routes: snapshot.routes.map((route) => {
      const capability = assignments.get(itemKey({ kind: "route", key: route.id })) ?? null;
      return capability === route.capability ? route : { ...route, capability };
    }),
  };
};

/** What splitting a program's families by the rules gives: capabilities, rows that move, and per environment what it does to owners. */
export const capabilitySplit = async (
  tx: Transaction,
  program: { readonly id: string; readonly key: string },
  rules: readonly CapabilityRule[],
) => {
  const items = await readInventoryItems(tx, program.id);
  const { assignments, preview, unused } = assignCapabilities(items, rules);
  const current = await tx.item.findMany({
    where: { programId: program.id, kind: { in: ["route", "worker"] } },
    select: { kind: true, key: true, capability: { select: { key: true } } },
  });
  const movedIn = new Map<string, number>();
  let moved = 0;
  for (const { kind, key, capability } of current) {
    const next = assignments.get(itemKey({ kind: kind as InventoryItem["kind"], key })) ?? null;
    if (next === (capability?.key ?? null)) continue;
    moved += 1;
    if (next) movedIn.set(next, (movedIn.get(next) ?? 0) + 1);
  }
  const environments = await tx.environment.findMany({
    where: { programId: program.id },
    orderBy: { position: "asc" },
    select: { key: true },
  });
  const effects = [];
  for (const { key } of environments) {
    const board = await switchBoard(tx, program, key);
    const effect = classifyEffect(
      board.snapshot,
      withCapabilities(board.snapshot, items, assignments),
    );
    const { says, refusals } = await effectView(tx, program.id, board, effect);
    effects.push({ environment: key, kind: effect.kind, says, refusals });
  }
  return {
    capabilities: preview.map(({ capability, routes, workers }) => ({
      key: capability,
      routes,
      workers,
      movedIn: movedIn.get(capability) ?? 0,
    })),
    moved,
    unusedRules: unused.map(({ says }) => says),
    effects,
  };
};
