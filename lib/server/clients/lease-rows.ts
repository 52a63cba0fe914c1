import type { HeldLease, LeaseRule, RunningSide } from "@/lib/domain/worker-lease";
import { leaseTime } from "@/lib/server/clients/lease-clock";
import { sql, type Transaction } from "@/lib/server/db";

/** What decides about a worker's leases, as one transaction sees it. */
export type LeaseBoard = {
  /** Milliseconds of the database's clock, which every process shares. */
  readonly now: number;
  readonly ruleOf: (worker: string) => LeaseRule | null;
  readonly leasesOf: (worker: string) => readonly HeldLease[];
};

type RuleRow = {
  worker: string;
  owner: "legacy" | "target" | "off" | null;
  fence: number;
  handoff: string | null;
  capability: string | null;
  isGone: boolean;
};

type LeaseRow = {
  worker: string;
  instance: string;
  owner: RunningSide;
  fence: number;
  until: Date;
  releasedAt: Date | null;
};

/** Changes of the environment wait; rows of workers that have no rule yet are made, so that there is one to take turns on. */
const lockRules = async (
  tx: Transaction,
  environmentId: string,
  workers: readonly string[],
): Promise<void> => {
  const names = [...new Set(workers)].sort();
  // In the order that changes lock in, environment before rule, so that the two never wait in a circle.
  await tx.$queryRaw(
    sql`SELECT "id" FROM "Environment" WHERE "id" = ${environmentId}::uuid FOR KEY SHARE`,
  );
  await tx.$executeRaw(sql`
    INSERT INTO "SwitchRule" ("environmentId", "level", "key")
    SELECT e."id", 'worker', w."name"
    FROM unnest(${names}::text[]) AS w("name")
    JOIN "Environment" e ON e."id" = ${environmentId}::uuid
    JOIN "Item" i ON i."programId" = e."programId" AND i."kind" = 'worker' AND i."isSwitchable"
      AND COALESCE(i."switchName", i."key") = w."name"
    ORDER BY w."name" ON CONFLICT DO NOTHING`);
  await tx.$queryRaw(sql`
    SELECT "key" FROM "SwitchRule" WHERE "environmentId" = ${environmentId}::uuid
      AND "level" = 'worker' AND "key" = ANY(${names}::text[])
    ORDER BY "key" FOR UPDATE`);
};

/**
 * Locks the rules of workers and reads what their leases hang on. Grants, renewals and flips of one
 * worker take turns on its rule's row: a grant that was decided on the rule of before is written before
 * anybody reads the rule of after.
 */
export const lockedLeaseBoard = async (
  tx: Transaction,
  environmentId: string,
  workers: readonly string[],
): Promise<LeaseBoard> => {
  await lockRules(tx, environmentId, workers);
  const rules = await tx.$queryRaw<RuleRow[]>(sql`
    SELECT r."key" AS "worker", r."owner", r."fence", r."handoff", c."key" AS "capability",
      COALESCE(s."legacyState" = 'gone', FALSE) AS "isGone"
    FROM "SwitchRule" r
    JOIN "Environment" e ON e."id" = r."environmentId"
    JOIN "Item" i ON i."programId" = e."programId" AND i."kind" = 'worker' AND i."isSwitchable"
      AND COALESCE(i."switchName", i."key") = r."key"
    LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
    LEFT JOIN "SwitchRule" s ON s."environmentId" = r."environmentId" AND s."level" = 'capability'
      AND s."key" = c."key"
    WHERE r."environmentId" = ${environmentId}::uuid AND r."level" = 'worker'
      AND r."key" = ANY(${[...workers]}::text[])`);
  const forces = await tx.force.findMany({ where: { environmentId } });
  const isForced = (capability: string | null): boolean =>
    forces.some(
      ({ scope, key }) => scope === "program" || (scope === "capability" && key === capability),
    );
  const ownerOf = (row: RuleRow): LeaseRule["owner"] => {
    const owner = row.owner ?? "legacy";
    const isStopped = owner === "off" && row.handoff === null;
    return !isStopped && !row.isGone && isForced(row.capability) ? "legacy" : owner;
  };
  const byWorker = new Map(rules.map((row) => [row.worker, row]));
  const leases = await tx.$queryRaw<LeaseRow[]>(sql`
    SELECT "worker", "instance", "owner", "fence", "until", "releasedAt" FROM "WorkerLease"
    WHERE "environmentId" = ${environmentId}::uuid AND "worker" = ANY(${[...workers]}::text[])`);
  const { now, endOf } = await leaseTime(tx, environmentId);
  return {
    now,
    ruleOf: (worker) => {
      const row = byWorker.get(worker);
      return row ? { owner: ownerOf(row), fence: row.fence } : null;
    },
    leasesOf: (worker) =>
      leases
        .filter((lease) => lease.worker === worker)
        .map((lease) => ({
          instance: lease.instance,
          owner: lease.owner,
          fence: lease.fence,
          until: lease.until.getTime(),
          isReleased: lease.releasedAt !== null,
          endsAt: endOf(lease),
        })),
  };
};

export type WrittenLease = {
  readonly worker: string;
  readonly instance: string;
  readonly owner: RunningSide;
  readonly fence: number;
  readonly until: number;
};

export const writeLease = async (
  tx: Transaction,
  environmentId: string,
  lease: WrittenLease,
  now: number,
): Promise<void> => {
  const { worker, instance, owner, fence } = lease;
  const granted = { owner, fence, until: new Date(lease.until), releasedAt: null };
  await tx.workerLease.upsert({
    where: { environmentId_worker_instance: { environmentId, worker, instance } },
    create: { environmentId, worker, instance, grantedAt: new Date(now), ...granted },
    update: granted,
  });
};

export const releaseLease = (
  tx: Transaction,
  environmentId: string,
  worker: string,
  instance: string,
  now: number,
) =>
  tx.workerLease.updateMany({
    where: { environmentId, worker, instance, releasedAt: null },
    data: { releasedAt: new Date(now) },
  });

export const forgetLeases = (
  tx: Transaction,
  environmentId: string,
  worker: string,
  leases: readonly HeldLease[],
) =>
  tx.workerLease.deleteMany({
    where: { environmentId, worker, instance: { in: leases.map(({ instance }) => instance) } },
  });
