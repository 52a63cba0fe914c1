import type { Effect } from "@/lib/domain/classify-effect";
import type { Snapshot } from "@/lib/domain/snapshot";

/**
 * The capabilities whose return to legacy loses what only the target wrote: those in the legacy state
 * `lossy` with a route or worker that a change takes away from the target. In: the snapshot before the
 * change, and its effect. Such a change wants an acknowledgement, never an approval. switches.md,
 * "Legacy state".
 */
export const lossyReturns = (before: Snapshot, effect: Effect): readonly string[] => {
  const lossy = new Set(
    Object.keys(before.capabilities).filter((key) => before.capabilities[key]?.legacy === "lossy"),
  );
  if (lossy.size === 0) return [];
  const leaving = new Set(
    effect.routeMoves.filter((move) => move.isAwayFromTarget).map(({ route }) => route),
  );
  const returning = [
    ...before.routes.filter(({ id }) => leaving.has(id)).map(({ capability }) => capability),
    ...effect.workerMoves
      .filter(({ from }) => from === before.owners.target)
      .map(({ worker }) => before.workers[worker]?.capability),
  ];
  return [...new Set(returning.filter((key) => typeof key === "string" && lossy.has(key)))]
    .map(String)
    .sort();
};
