import type { CoupledItem, DependencyPlace } from "@/lib/domain/coupled-items";
import type { CoupledQueue, Couplings, Dependency } from "@/lib/domain/interlocks";
import { sql, type Transaction } from "@/lib/server/db";

type CouplingRow = {
  queue: string;
  role: string;
  kind: "route" | "worker";
  name: string;
};

/** Workers go by the name of their switch, as in snapshots. */
const itemName = sql`CASE WHEN i."kind" = 'worker' THEN COALESCE(i."switchName", i."key") ELSE i."key" END`;

/** A program's queues with what writes to and reads from each. */
export const coupledQueues = async (
  tx: Transaction,
  programId: string,
): Promise<CoupledQueue[]> => {
  const queues = await tx.item.findMany({
    where: { programId, kind: "queue" },
    select: { key: true, tests: { select: { key: true }, orderBy: { position: "asc" } } },
    orderBy: { key: "asc" },
  });
  const rows = await tx.$queryRaw<CouplingRow[]>(sql`
    SELECT q."key" AS "queue", c."role", i."kind", ${itemName} AS "name"
    FROM "QueueCoupling" c
    JOIN "Item" q ON q."id" = c."queueId"
    JOIN "Item" i ON i."id" = c."itemId" AND i."isSwitchable"
    WHERE c."programId" = ${programId}::uuid ORDER BY 1, 2, 3, 4`);
  const items = (queue: string, role: string): CoupledItem[] =>
    rows
      .filter((row) => row.queue === queue && row.role === role)
      .map(({ kind, name }) => ({ kind, name }));
  return queues.map(({ key, tests }) => ({
    queue: key,
    producers: items(key, "producer"),
    consumers: items(key, "consumer"),
    tests: tests.map((test) => test.key),
  }));
};

const sharedSwitches = async (
  tx: Transaction,
  programId: string,
): Promise<Couplings["sharedSwitches"]> => {
  const rows = await tx.$queryRaw<{ switchId: string; items: CoupledItem[] }[]>(sql`
    SELECT i."switchId", jsonb_agg(jsonb_build_object('kind', i."kind", 'name', ${itemName})
      ORDER BY i."key") AS "items"
    FROM "Item" i
    WHERE i."programId" = ${programId}::uuid AND i."isSwitchable" AND i."switchId" IS NOT NULL
      AND i."kind" IN ('route', 'worker')
    GROUP BY i."switchId" HAVING count(*) > 1 ORDER BY i."switchId"`);
  return rows;
};

export const dependencyOf = (row: {
  id: string;
  kind: string;
  subject: unknown;
  requires: unknown;
  note: string;
}): Dependency => ({
  id: row.id,
  kind: row.kind as Dependency["kind"],
  subject: row.subject as DependencyPlace,
  requires: row.requires as DependencyPlace[],
  note: row.note,
});

/** What a program's routes and workers hang together with, as interlocks read it. */
export const readCoupledItems = async (tx: Transaction, programId: string): Promise<Couplings> => {
  const dependencies = await tx.dependency.findMany({
    where: { programId },
    orderBy: { createdAt: "asc" },
  });
  return {
    queues: await coupledQueues(tx, programId),
    sharedSwitches: await sharedSwitches(tx, programId),
    dependencies: dependencies.map(dependencyOf),
  };
};
