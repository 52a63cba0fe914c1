import type { InterlockReading } from "@/lib/contract/switches";
import { classifyEffect, type Effect } from "@/lib/domain/classify-effect";
import { timeWords, waitOf } from "@/lib/domain/environment-policy";
import { interlocksOf } from "@/lib/domain/interlocks";
import { Refusal } from "@/lib/domain/refusal";
import { doMeet, type Touched, touchedBy } from "@/lib/domain/request-ground";
import type { ForceScope, Snapshot } from "@/lib/domain/snapshot";
import { handoffReading, skippedStep } from "@/lib/domain/worker-handoff";
import { blockerInterlocks } from "@/lib/server/blockers/blocker-interlocks";
import { workerFacts } from "@/lib/server/clients/worker-facts";
import type { Transaction } from "@/lib/server/db";
import { gateInterlocks } from "@/lib/server/gates/gate-interlocks";
import { readCoupledItems } from "@/lib/server/inventory/couplings";
import { needsRequestWords } from "@/lib/server/switches/change-effect";
import type { SwitchBoard } from "@/lib/server/switches/switch-board";

/** A change that was planned, with the snapshot that it would make. */
export type PlannedFlip = Effect & { readonly after: Snapshot };

type Program = { readonly id: string; readonly key: string };

const movedBy = (effects: readonly Effect[]): Touched => ({
  routes: new Set(effects.flatMap(({ routeMoves }) => routeMoves.map(({ route }) => route))),
  workers: new Set(effects.flatMap(({ workerMoves }) => workerMoves.map(({ worker }) => worker))),
});

/** What a plan moves, now or as soon as the forces above it are lifted. */
const everEffects = ({ snapshot }: SwitchBoard, plan: PlannedFlip): readonly Effect[] =>
  snapshot.force.length === 0
    ? [plan]
    : [plan, classifyEffect(snapshot, plan.after, { underForce: false })];

const reachOf = (snapshot: Snapshot, scope: string, key: string): Touched =>
  touchedBy(snapshot, {
    places: [],
    forces: [{ scope: scope as ForceScope["scope"], ...(key === "" ? {} : { key }) }],
  });

const scopeWords = (scope: string, key: string): string =>
  scope === "program" ? "everything" : `the ${scope} ${key}`;

/** Forces that would still stand above what is flipped. */
const standingForces = (
  board: SwitchBoard,
  plan: PlannedFlip,
  moved: Touched,
): InterlockReading[] =>
  plan.after.force
    .filter(({ scope, key }) => doMeet(moved, reachOf(plan.after, scope, key ?? "")))
    .map(({ scope, key = "", reason, by }) => ({
      key: `force.${scope}.${key}`,
      kind: "force",
      state: "open" as const,
      title: `A force stands over ${scopeWords(scope, key)}`,
      because: `${by} forced it to ${board.snapshot.owners.legacy} (${reason}). Lift it first: until then nothing of this is seen.`,
    }));

/** Reviews that emergencies owe and that are late hold back the next step towards the target in their scope. */
const lateReviews = async (
  tx: Transaction,
  board: SwitchBoard,
  plan: PlannedFlip,
  moved: Touched,
  at: Date,
): Promise<InterlockReading[]> => {
  const late = await tx.review.findMany({
    where: { environmentId: board.environmentId, closedAt: null, dueAt: { lte: at } },
    orderBy: { dueAt: "asc" },
  });
  if (late.length === 0) return [];
  const { program, environment } = board.snapshot;
  return late
    .filter(({ scope, key }) => doMeet(moved, reachOf(plan.after, scope, key)))
    .map(({ id, because, scope, key, reason, openedByName, dueAt }) => ({
      key: `review.${id}`,
      kind: "review",
      state: "open" as const,
      title: `The review of ${because === "force" ? "a force" : "a break-glass"} over ${scopeWords(scope, key)} is late`,
      because: `${openedByName} (${reason}) owed it by ${timeWords(dueAt)}. Close it, then flip.`,
      link: `/programs/${program}/emergencies?environment=${environment}`,
    }));
};

/** Whether each worker that would start on the target was handed over, step by step. */
const handoffInterlocks = async (
  tx: Transaction,
  program: Program,
  board: SwitchBoard,
  plan: PlannedFlip,
): Promise<InterlockReading[]> => {
  const { owners } = board.snapshot;
  const started = plan.workerMoves
    .filter(({ isTowardsTarget }) => isTowardsTarget)
    .map(({ worker }) => worker);
  return (await workerFacts(tx, program.id, board, started)).map((facts) => {
    const { state, because, isSkipped } = handoffReading(facts, owners);
    return {
      key: `handoff.${facts.worker}`,
      kind: isSkipped ? skippedStep : "handoff",
      state,
      title: `The handoff of ${facts.worker}`,
      because,
    };
  });
};

/** Everything that interlocks a flip, as it reads now; empty for what moves nobody towards the target. */
export const flipInterlocks = async (
  tx: Transaction,
  program: Program,
  board: SwitchBoard,
  plan: PlannedFlip,
  at: Date,
): Promise<InterlockReading[]> => {
  if (plan.kind !== "flip") return [];
  const effects = everEffects(board, plan);
  const moved = movedBy(effects);
  const couplings = await readCoupledItems(tx, program.id);
  return [
    ...standingForces(board, plan, moved),
    ...(await lateReviews(tx, board, plan, moved, at)),
    ...(await gateInterlocks(tx, program, board, plan.after, effects, at)),
    ...(await blockerInterlocks(tx, program, plan.after, moved, couplings.queues)),
    ...interlocksOf(plan.after, moved, couplings),
    ...(await handoffInterlocks(tx, program, board, plan)),
  ];
};

type Door = {
  /** The request that it was approved by: it needs no other. */
  readonly isApproved: boolean;
  /** Whoever asks may and does break glass. */
  readonly breaksGlass: boolean;
  /** What to ask for instead where a request is needed. */
  readonly asked: unknown;
  readonly at: Date;
};

const refuseOutsideItsTime = (board: SwitchBoard, at: Date): void => {
  const wait = waitOf(board.policy, board.snapshot.environment, at);
  if (!wait) return;
  throw new Refusal("conflict", wait.says, [], {
    waitsFor: wait.kind,
    until: wait.until?.toISOString() ?? null,
  });
};

const refuseInterlocked = (board: SwitchBoard, open: readonly InterlockReading[]): void => {
  const [first] = open;
  if (!first) return;
  const more = open.length > 1 ? ` ${open.length - 1} more are listed.` : "";
  throw new Refusal(
    "interlocked",
    `${board.snapshot.environment} does not take this now. ${first.title}: ${first.because}${more} Break-glass skips interlocks, with a reason and a review.`,
    open.map(({ title, because }) => ({ says: `${title}: ${because}` })),
    { interlocks: open },
  );
};

/**
 * The one door for what moves towards the target, whatever brings it: refuses what needs a request,
 * what the environment's freeze and windows do not allow now, and what is interlocked where interlocks
 * refuse. Answers whether glass was broken, which then owes a review.
 */
export const refuseFlip = (
  board: SwitchBoard,
  interlocks: readonly InterlockReading[],
  door: Door,
): { isGlassBroken: boolean } => {
  const { isProtected, policy, snapshot } = board;
  if (isProtected && !door.isApproved) {
    const how = [{ says: "ask for it with POST …/requests, which takes the same rules" }];
    throw new Refusal("needs-request", needsRequestWords(board), how, {
      environment: snapshot.environment,
      approvals: policy.approvals,
      request: door.asked,
    });
  }
  refuseOutsideItsTime(board, door.at);
  // A step of a worker's handoff is skipped nowhere without breaking glass: two owners corrupt data.
  const open = interlocks.filter(
    ({ state, kind }) =>
      state !== "holds" && (policy.interlocks === "refuse" || kind === skippedStep),
  );
  if (!door.breaksGlass) refuseInterlocked(board, open);
  return { isGlassBroken: open.length > 0 };
};

/** The narrowest scope that holds everything that a change moves: what a review of it is about. */
export const scopeOfMoves = (
  plan: PlannedFlip,
): { scope: ForceScope["scope"]; key: string | null } => {
  const { routes, workers } = movedBy([plan]);
  const rows = plan.after.routes.filter(({ id }) => routes.has(id));
  const capabilities = new Set([
    ...rows.map(({ capability }) => capability),
    ...[...workers].map((name) => plan.after.workers[name]?.capability ?? null),
  ]);
  const families = new Set(rows.map(({ family }) => family));
  const [capability] = capabilities;
  const [family] = families;
  if (capabilities.size === 1 && capability) return { scope: "capability", key: capability };
  if (workers.size === 0 && families.size === 1 && family) return { scope: "family", key: family };
  return { scope: "program", key: null };
};
