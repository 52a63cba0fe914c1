import { classifyEffect, type Effect } from "@/lib/domain/classify-effect";
import { Refusal } from "@/lib/domain/refusal";
import type { ForceScope, Snapshot } from "@/lib/domain/snapshot";

export type ForcePlace = Pick<ForceScope, "scope" | "key">;

export type PlannedForce = Effect & {
  /** The snapshot after it; epoch, version and `updatedAt` are still those of before. */
  readonly after: Snapshot;
};

const isAt = (place: ForcePlace) => (entry: ForcePlace) =>
  entry.scope === place.scope && (place.scope === "program" || entry.key === place.key);

const refuseUnknown = (snapshot: Snapshot, { scope, key }: ForcePlace): void => {
  if (scope === "program") return;
  const isKnown =
    key !== undefined &&
    (Object.hasOwn(scope === "family" ? snapshot.families : snapshot.capabilities, key) ||
      snapshot.routes.some((route) => route[scope] === key) ||
      (scope === "capability" &&
        Object.values(snapshot.workers).some((worker) => worker.capability === key)));
  if (isKnown) return;
  const says =
    key === undefined
      ? `Say which ${scope} to force.`
      : `There is no ${scope} ${key} in ${snapshot.program} ${snapshot.environment}.`;
  throw new Refusal("invalid", says, [{ field: "key", says }]);
};

/**
 * Plans forcing a scope to legacy. Never a flip; `none` when exactly this scope is already forced,
 * so that repeating it succeeds. Refuses only a family or capability that does not exist.
 */
export const planForce = (snapshot: Snapshot, force: ForceScope): PlannedForce => {
  refuseUnknown(snapshot, force);
  if (snapshot.force.some(isAt(force))) {
    return { kind: "none", routeMoves: [], workerMoves: [], after: snapshot };
  }
  const { key, ...rest } = force;
  const entry: ForceScope = force.scope === "program" || key === undefined ? rest : force;
  const after = { ...snapshot, force: [...snapshot.force, entry] };
  return { ...classifyEffect(snapshot, after), kind: "rollback", after };
};

/**
 * Plans lifting the force of a scope: a flip when anything goes back to the target, `rollback` when
 * nothing does, `none` when that scope is not forced.
 */
export const planLift = (snapshot: Snapshot, place: ForcePlace): PlannedForce => {
  const isLifted = isAt(place);
  const force = snapshot.force.filter((entry) => !isLifted(entry));
  if (force.length === snapshot.force.length) {
    return { kind: "none", routeMoves: [], workerMoves: [], after: snapshot };
  }
  const after = { ...snapshot, force };
  const effect = classifyEffect(snapshot, after);
  return { ...effect, kind: effect.kind === "none" ? "rollback" : effect.kind, after };
};
