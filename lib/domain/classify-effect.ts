import { cohortHolds } from "@/lib/domain/cohort";
import { forceReader, type Ownership, ownershipReader } from "@/lib/domain/ownership";
import { patternsMeet } from "@/lib/domain/pattern-conflicts";
import type { DecidedBy } from "@/lib/domain/resolve-owner";
import { parsePattern, type RoutePattern } from "@/lib/domain/route-pattern";
import type { OwnerWord, Snapshot, SnapshotRoute, SnapshotWorker } from "@/lib/domain/snapshot";

/** A route for which somebody's owner changes. `from` and `to` are in the program's words. */
type RouteMove = {
  readonly route: string;
  readonly from: string;
  readonly to: string;
  readonly fromDecidedBy: DecidedBy;
  readonly toDecidedBy: DecidedBy;
  /** Somebody may move to the target; with another salt both can be true. */
  readonly isTowardsTarget: boolean;
  readonly isAwayFromTarget: boolean;
};

type WorkerMove = {
  readonly worker: string;
  readonly from: OwnerWord;
  readonly to: OwnerWord;
  readonly fromDecidedBy: DecidedBy;
  readonly toDecidedBy: DecidedBy;
  readonly isTowardsTarget: boolean;
};

/** What a change does: `rollback` when nobody and no worker moves towards the target. */
export type Effect = {
  readonly kind: "flip" | "rollback" | "none";
  readonly routeMoves: readonly RouteMove[];
  readonly workerMoves: readonly WorkerMove[];
};

type Relation = { readonly isTowardsTarget: boolean; readonly isAwayFromTarget: boolean };

const isSticky = ({ rule }: Ownership): boolean => rule?.sticky === "creation";

/**
 * Whether nobody who goes by `inner` is on the target who is not by `outer`. Under a sticky rule a
 * stamp decides before the cohort does, and whoever asks may carry either.
 */
const holdsAll = (outer: Ownership, inner: Ownership): boolean =>
  cohortHolds(outer.cohort, inner.cohort) &&
  (!isSticky(inner) || isSticky(outer) || outer.cohort === "all") &&
  (!isSticky(outer) || isSticky(inner) || inner.cohort === "none");

const relationOf = (from: Ownership, to: Ownership): Relation => ({
  isTowardsTarget: !holdsAll(from, to),
  isAwayFromTarget: !holdsAll(to, from),
});

/** What tells two owners apart that differ only in whether stamps are heard. */
const withStamps = (ownership: Ownership): string =>
  isSticky(ownership) ? `${ownership.says}, or as stamped` : ownership.says;

const relations = () => {
  const known = new Map<Ownership, Map<Ownership, Relation>>();
  return (from: Ownership, to: Ownership): Relation => {
    const isAlike = from.cohort === to.cohort && isSticky(from) === isSticky(to);
    if (isAlike && typeof from.cohort === "string") {
      return { isTowardsTarget: false, isAwayFromTarget: false };
    }
    const fromThis = known.get(from) ?? new Map<Ownership, Relation>();
    known.set(from, fromThis);
    const relation = fromThis.get(to) ?? relationOf(from, to);
    fromThis.set(to, relation);
    return relation;
  };
};

/** Who runs each worker, and whether force says so. One that was stopped on purpose stays off under force. */
export const workerOwnerReader = (snapshot: Snapshot, underForce = true) => {
  const forceOn = forceReader(underForce ? snapshot.force : []);
  return (worker: SnapshotWorker): { owner: OwnerWord; decidedBy: DecidedBy } => {
    const capability = worker.capability ?? null;
    const isGone = capability !== null && snapshot.capabilities[capability]?.legacy === "gone";
    const isStopped = worker.owner === "off" && worker.handoff === undefined;
    return !isStopped && !isGone && forceOn(null, capability) !== undefined
      ? { owner: snapshot.owners.legacy, decidedBy: "force" }
      : { owner: worker.owner, decidedBy: "worker" };
  };
};

const workerMovesOf = (before: Snapshot, after: Snapshot, underForce: boolean): WorkerMove[] => {
  const was = workerOwnerReader(before, underForce);
  const is = workerOwnerReader(after, underForce);
  const unknown = { owner: before.owners.legacy, decidedBy: "fallback" } as const;
  const names = new Set([...Object.keys(before.workers), ...Object.keys(after.workers)]);
  return [...names].flatMap((worker) => {
    const old = before.workers[worker];
    const now = after.workers[worker];
    const from = old === undefined ? unknown : was(old);
    const to = now === undefined ? unknown : is(now);
    if (from.owner === to.owner) return [];
    return [
      {
        worker,
        from: from.owner,
        to: to.owner,
        fromDecidedBy: from.decidedBy,
        toDecidedBy: to.decidedBy,
        isTowardsTarget: to.owner === after.owners.target,
      },
    ];
  });
};

const unknownRoute = (snapshot: Snapshot): Ownership => ({
  decidedBy: "fallback",
  key: null,
  cohort: "none",
  says: snapshot.owners.legacy,
});

type Row = { readonly route: SnapshotRoute; readonly ownership: Ownership };

// Beyond this many comparisons (about a second) an import is taken for a flip unlooked.
const comparisonsAtMost = 2_000_000;

/**
 * Requests of rows that are gone or stand for something else now, which a wider row on the target
 * may meet instead. Methods are not compared: OPTIONS follows a path's first row, whatever it is.
 */
const uncoveredMoves = (
  left: readonly Row[],
  after: Snapshot,
  is: (route: SnapshotRoute) => Ownership,
): RouteMove[] => {
  const uncovered = left.filter((row) => row.ownership.cohort !== "all" && row.route.pattern);
  if (uncovered.length === 0) return [];
  const readPattern = (text: string | null): RoutePattern | null => {
    try {
      return text === null ? null : parsePattern(text, () => () => true);
    } catch {
      return null;
    }
  };
  const catchers = after.routes.flatMap((route) => {
    const ownership = is(route);
    const pattern = ownership.cohort === "none" ? null : readPattern(route.pattern);
    return pattern === null ? [] : [{ route, ownership, pattern }];
  });
  const isTooMuch = uncovered.length * catchers.length > comparisonsAtMost;
  return uncovered.flatMap(({ route, ownership }): RouteMove[] => {
    const pattern = readPattern(route.pattern);
    if (pattern === null) return [];
    const catcher = catchers.find(
      (other) =>
        isTooMuch ||
        ((other.route.host === null || other.route.host === route.host) &&
          !cohortHolds(ownership.cohort, other.ownership.cohort) &&
          patternsMeet(pattern, other.pattern) !== "never"),
    );
    if (catcher === undefined) return [];
    return [
      {
        route: route.id,
        from: ownership.says,
        to: catcher.ownership.says,
        fromDecidedBy: ownership.decidedBy,
        toDecidedBy: catcher.ownership.decidedBy,
        isTowardsTarget: true,
        isAwayFromTarget: false,
      },
    ];
  });
};

const routeMovesOf = (before: Snapshot, after: Snapshot, underForce: boolean): RouteMove[] => {
  const was = ownershipReader(before, { underForce });
  const is = ownershipReader(after, { underForce });
  const unknown = unknownRoute(before);
  const relate = relations();
  const moves: RouteMove[] = [];
  const add = (route: string, from: Ownership, to: Ownership): void => {
    const relation = relate(from, to);
    if (!relation.isTowardsTarget && !relation.isAwayFromTarget) return;
    const words = from.says === to.says ? withStamps : ({ says }: Ownership) => says;
    moves.push({
      route,
      from: words(from),
      to: words(to),
      fromDecidedBy: from.decidedBy,
      toDecidedBy: to.decidedBy,
      ...relation,
    });
  };
  const left: Row[] = [];
  const old = new Map(before.routes.map((route) => [route.id, route]));
  for (const route of after.routes) {
    const earlier = old.get(route.id);
    old.delete(route.id);
    // A row that now stands for other requests is new to them.
    const isSameRequest =
      earlier !== undefined &&
      earlier.method === route.method &&
      earlier.host === route.host &&
      earlier.pattern === route.pattern;
    if (earlier !== undefined && !isSameRequest) {
      left.push({ route: earlier, ownership: was(earlier) });
    }
    add(route.id, isSameRequest ? was(earlier) : unknown, is(route));
  }
  for (const route of old.values()) {
    const ownership = was(route);
    left.push({ route, ownership });
    add(route.id, ownership, unknown);
  }
  return [...moves, ...uncoveredMoves(left, after, is)];
};

/**
 * Classifies the way from one snapshot of an environment to another by what it does, whatever
 * it was called: an import, a restore, a capability move. Linear in routes. Conservative: where it
 * cannot be shown that nobody moves to the target, it is a flip. `underForce: false` compares the
 * rules as if no force were on. switches.md, "A change is classified by its effect".
 */
export const classifyEffect = (
  before: Snapshot,
  after: Snapshot,
  { underForce = true }: { underForce?: boolean } = {},
): Effect => {
  const routeMoves = routeMovesOf(before, after, underForce);
  const workerMoves = workerMovesOf(before, after, underForce);
  const isTowards =
    routeMoves.some((move) => move.isTowardsTarget) ||
    workerMoves.some((move) => move.isTowardsTarget);
  const isNothing = routeMoves.length === 0 && workerMoves.length === 0;
  return { kind: isTowards ? "flip" : isNothing ? "none" : "rollback", routeMoves, workerMoves };
};
