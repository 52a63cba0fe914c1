import type { InterlockReading } from "@/lib/contract/switches";
import { type BlockedPlace, blockerReachReader, type ReachRow } from "@/lib/domain/blocker-reach";
import type { CoupledQueue } from "@/lib/domain/interlocks";
import type { ItemKind } from "@/lib/domain/inventory";
import type { Touched } from "@/lib/domain/request-ground";
import type { Snapshot } from "@/lib/domain/snapshot";
import { blockerLink, openBlockers, placesOf } from "@/lib/server/blockers/blocker-read";
import type { Transaction } from "@/lib/server/db";

/** The rows that a flip can move as the snapshot has them, and those without an owner that blockers name. */
const rowsAround = async (
  tx: Transaction,
  programId: string,
  { routes, workers }: Snapshot,
  places: readonly BlockedPlace[],
): Promise<ReachRow[]> => {
  const items = await tx.item.findMany({
    where: {
      programId,
      kind: { not: "route" },
      OR: [{ kind: "worker" }, { key: { in: places.map(({ key }) => key) } }],
    },
    select: {
      kind: true,
      key: true,
      switchName: true,
      family: { select: { key: true } },
      capability: { select: { key: true } },
    },
  });
  const keyOfWorker = new Map(
    items
      .filter(({ kind }) => kind === "worker")
      .map((row) => [row.switchName ?? row.key, row.key]),
  );
  return [
    ...routes.map(
      ({ id, family, capability }): ReachRow => ({
        kind: "route",
        key: id,
        family,
        capability,
        switchName: null,
      }),
    ),
    ...Object.entries(workers).map(
      ([name, { capability = null }]): ReachRow => ({
        kind: "worker",
        key: keyOfWorker.get(name) ?? name,
        family: null,
        capability,
        switchName: name,
      }),
    ),
    ...items
      .filter(({ kind }) => kind !== "worker")
      .map(
        ({ kind, key, family, capability }): ReachRow => ({
          kind: kind as ItemKind,
          key,
          family: family?.key ?? null,
          capability: capability?.key ?? null,
          switchName: null,
        }),
      ),
  ];
};

/** A held queue holds what writes to it and reads from it: neither side moves while it is in question. */
const withQueues = (
  places: readonly BlockedPlace[],
  queues: readonly CoupledQueue[],
): BlockedPlace[] => [
  ...places,
  ...queues
    .filter(({ queue }) => places.some(({ level, key }) => level === "queue" && key === queue))
    .flatMap(({ producers, consumers }) => [...producers, ...consumers])
    .map(({ kind, name }) => ({ level: kind, key: name })),
];

/** Open blockers that hold something of what a change moves towards the target. domain.md, "Interlocks". */
export const blockerInterlocks = async (
  tx: Transaction,
  program: { readonly id: string; readonly key: string },
  after: Snapshot,
  moved: Touched,
  queues: readonly CoupledQueue[],
): Promise<InterlockReading[]> => {
  const open = await openBlockers(tx, program.id);
  if (open.length === 0) return [];
  const places = open.flatMap(({ holds }) => placesOf(holds));
  const reachOf = blockerReachReader(await rowsAround(tx, program.id, after, places));
  return open
    .filter(({ holds }) => {
      const reach = reachOf(withQueues(placesOf(holds), queues));
      return (
        [...moved.routes].some((key) => reach.holds({ level: "route", key })) ||
        [...moved.workers].some((key) => reach.holds({ level: "worker", key }))
      );
    })
    .map(({ number, text, owner }) => ({
      key: `blocker.${number}`,
      kind: "blocker",
      state: "open" as const,
      title: `Blocker ${number} is open`,
      because: `${text.replace(/[.!?]*$/, ".")} ${owner === null ? "Nobody owns it." : `It is ${owner}'s.`}`,
      link: blockerLink(program.key, number),
    }));
};
