import type { CoupledQueue } from "@/lib/domain/interlocks";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { QueueReport, WorkerFacts, WorkerReport } from "@/lib/domain/worker-handoff";
import type { HeldLease, RunningSide } from "@/lib/domain/worker-lease";
import { leaseTime } from "@/lib/server/clients/lease-clock";
import { sql, type Transaction } from "@/lib/server/db";
import { coupledQueues } from "@/lib/server/inventory/couplings";

/** Three missed receipts: whoever is silent for longer says nothing any more. */
const heardSeconds = 90;

type Board = { readonly environmentId: string; readonly snapshot: Snapshot };

type Heard = {
  instance: string;
  lastSeenAt: Date;
  workers: { worker: string; owner: string; state: WorkerReport["state"] }[];
  queues: { queue: string; depth: number; inFlight?: number }[];
};

type LeaseRow = {
  worker: string;
  instance: string;
  owner: RunningSide;
  fence: number;
  until: Date;
  isReleased: boolean;
};

const sideOf = ({ owners }: Snapshot, word: string): RunningSide | null => {
  if (word === owners.target) return "target";
  return word === owners.legacy ? "legacy" : null;
};

const reportsOf = (snapshot: Snapshot, heard: readonly Heard[], name: string): WorkerReport[] =>
  heard.flatMap(({ instance, lastSeenAt, workers }) =>
    workers.flatMap(({ worker, owner, state }) => {
      const side = worker === name ? sideOf(snapshot, owner) : null;
      return side ? [{ instance, owner: side, state, at: lastSeenAt.getTime() }] : [];
    }),
  );

/** The newest word on each queue that a worker reads. */
const queuesOf = (
  queues: readonly CoupledQueue[],
  heard: readonly Heard[],
  name: string,
): QueueReport[] =>
  queues
    .filter(({ consumers }) =>
      consumers.some((item) => item.kind === "worker" && item.name === name),
    )
    .map(({ queue }) => {
      const said = heard.flatMap((one) => one.queues).find((one) => one.queue === queue);
      return { queue, depth: said?.depth ?? null, inFlight: said?.inFlight ?? null };
    });

/** Everything that says whether workers may change hands: their rules, leases, and what is heard of them. */
export const workerFacts = async (
  tx: Transaction,
  programId: string,
  { environmentId, snapshot }: Board,
  workers: readonly string[],
): Promise<WorkerFacts[]> => {
  if (workers.length === 0) return [];
  const heard = await tx.$queryRaw<Heard[]>(sql`
    SELECT "instance", "lastSeenAt", "workers", "queues" FROM "ClientInstance"
    WHERE "environmentId" = ${environmentId}::uuid AND "removedAt" IS NULL
      AND "lastSeenAt" > clock_timestamp() - make_interval(secs => ${heardSeconds})
      AND ("workers" <> '[]'::jsonb OR "queues" <> '[]'::jsonb)
    ORDER BY "lastSeenAt" DESC`);
  const leases = await tx.$queryRaw<LeaseRow[]>(sql`
    SELECT "worker", "instance", "owner", "fence", "until", "releasedAt" IS NOT NULL AS "isReleased"
    FROM "WorkerLease" WHERE "environmentId" = ${environmentId}::uuid
      AND "worker" = ANY(${[...workers]}::text[]) ORDER BY "worker", "instance"`);
  const { now, endOf } = await leaseTime(tx, environmentId);
  const queues = await coupledQueues(tx, programId);
  return workers.map((worker) => {
    const rule = snapshot.workers[worker];
    const owner = rule?.owner ?? snapshot.owners.legacy;
    return {
      worker,
      owner: owner === "off" ? "off" : (sideOf(snapshot, owner) ?? "legacy"),
      handoff: rule?.handoff === undefined ? null : sideOf(snapshot, rule.handoff),
      leases: leases
        .filter((lease) => lease.worker === worker)
        .map(
          (lease): HeldLease => ({
            instance: lease.instance,
            owner: lease.owner,
            fence: lease.fence,
            until: lease.until.getTime(),
            isReleased: lease.isReleased,
            endsAt: endOf(lease),
          }),
        ),
      reports: reportsOf(snapshot, heard, worker),
      queues: queuesOf(queues, heard, worker),
      now,
    };
  });
};
