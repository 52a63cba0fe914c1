import type { Snapshot } from "@/lib/domain/snapshot";

/** A route by its id, or a worker by the name that its switch has. */
export type CoupledItem = { readonly kind: "route" | "worker"; readonly name: string };

/** A family, capability, route or worker that a dependency is about. */
export type DependencyPlace = {
  readonly level: "family" | "capability" | "route" | "worker";
  readonly key: string;
};

/** The routes and workers of a family, a capability, or the one row itself. */
export const itemsAt = (snapshot: Snapshot, { level, key }: DependencyPlace): CoupledItem[] => {
  if (level === "worker") {
    return Object.hasOwn(snapshot.workers, key) ? [{ kind: "worker", name: key }] : [];
  }
  const routes = snapshot.routes
    .filter((route) => (level === "route" ? route.id === key : route[level] === key))
    .map(({ id }): CoupledItem => ({ kind: "route", name: id }));
  if (level !== "capability") return routes;
  const workers = Object.entries(snapshot.workers)
    .filter(([, worker]) => worker.capability === key)
    .map(([name]): CoupledItem => ({ kind: "worker", name }));
  return [...routes, ...workers];
};
