import { listWorkers as operation, type WorkerView } from "@/lib/contract/workers";
import { workerOwnerReader } from "@/lib/domain/classify-effect";
import type { Snapshot } from "@/lib/domain/snapshot";
import {
  currentReports,
  handoffStep,
  isHeardOf,
  overlapOf,
  type WorkerFacts,
  waitsFor,
} from "@/lib/domain/worker-handoff";
import { type HeldLease, leaseEnd, openLeases, type RunningSide } from "@/lib/domain/worker-lease";
import { workerFacts } from "@/lib/server/clients/worker-facts";
import { query } from "@/lib/server/query";
import { switchBoard } from "@/lib/server/switches/switch-board";

type Next = WorkerView["next"][number];
type Owners = Snapshot["owners"];

const leaseViews = ({ leases, now }: WorkerFacts, owners: Owners): WorkerView["leases"] => {
  const open = openLeases(leases, now);
  const isOpen = (lease: HeldLease): number => Number(open.includes(lease));
  return [...leases]
    .sort((one, other) => isOpen(other) - isOpen(one) || other.fence - one.fence)
    .map((lease) => ({
      instance: lease.instance,
      owner: owners[lease.owner],
      fence: lease.fence,
      until: new Date(leaseEnd(lease)).toISOString(),
      state: open.includes(lease) ? "held" : lease.isReleased ? "released" : "ended",
    }));
};

const edit = (worker: string, owner: string, handoff?: string): Next["rules"] => [
  { level: "worker", key: worker, owner, ...(handoff ? { handoff } : {}) },
];

const give = (facts: WorkerFacts, to: RunningSide, owners: Owners): Next => ({
  title: `Start on ${owners[to]}`,
  rules: edit(facts.worker, owners[to]),
  isFlip: to === "target",
  isEarly: to === "target" && isHeardOf(facts) && waitsFor(facts, to, owners).length > 0,
});

const handOver = (facts: WorkerFacts, to: RunningSide, owners: Owners): Next => ({
  title: `Hand over to ${owners[to]}`,
  rules: edit(facts.worker, "off", owners[to]),
  isFlip: false,
  isEarly: false,
});

/** The steps that lead on from where a worker is, the usual one first. */
const nextSteps = (facts: WorkerFacts, owners: Owners): Next[] => {
  const { owner, handoff, worker } = facts;
  const stop: Next = { title: "Stop", rules: edit(worker, "off"), isFlip: false, isEarly: false };
  if (owner === "legacy") return [handOver(facts, "target", owners), stop];
  // Back to legacy is a rollback: its lease waits for the target's stop by itself.
  if (owner === "target") return [give(facts, "legacy", owners), stop];
  if (handoff === null) return [give(facts, "legacy", owners), give(facts, "target", owners)];
  const back = handoff === "target" ? "legacy" : "target";
  return [give(facts, handoff, owners), give(facts, back, owners)];
};

/** Who runs each worker under which lease, where its handoff is, and what that waits for. */
export const listWorkers = query(
  { name: "list-workers", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const board = await switchBoard(db, program, input.environment);
    const { snapshot, isProtected } = board;
    const { owners, version } = snapshot;
    const items = await db.item.findMany({
      where: { programId: program.id, kind: "worker", isSwitchable: true },
      select: { key: true, switchName: true },
    });
    const itemOf = new Map(items.map(({ key, switchName }) => [switchName ?? key, key]));
    const all = await workerFacts(db, program.id, board, Object.keys(snapshot.workers));
    const ownerOf = workerOwnerReader(snapshot);
    const workers = all.map((facts): WorkerView => {
      const { worker } = facts;
      const rule = snapshot.workers[worker] ?? { owner: owners.legacy, fence: 0 };
      const { owner } = ownerOf(rule);
      const step = handoffStep(facts, owners);
      const fences = facts.leases.map(({ fence }) => fence);
      return {
        worker,
        item: itemOf.get(worker) ?? worker,
        capability: rule.capability ?? null,
        owner,
        side: owner === "off" ? "off" : owner === owners.target ? "target" : "legacy",
        fence: Math.max(rule.fence, ...fences),
        step: step.is,
        handoff: rule.handoff ?? null,
        waits: step.is === "draining" ? [...step.waits] : [],
        leases: leaseViews(facts, owners),
        reports: currentReports(facts).map(({ instance, owner: side, state }) => ({
          instance,
          owner: owners[side],
          state,
        })),
        queues: [...facts.queues],
        overlap: overlapOf(facts).map(
          ({ instance, owner: side }) => `${instance} (${owners[side]})`,
        ),
        guarantee: isHeardOf(facts) ? "leases" : "not-guaranteed",
        next: nextSteps(facts, owners),
      };
    });
    return { owners, version, isProtected, workers };
  },
);
