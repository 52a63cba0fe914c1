import { canonicalJson } from "@/lib/domain/canonical-json";
import { type Ownership, ownershipReader } from "@/lib/domain/ownership";
import type { ForcePlace } from "@/lib/domain/plan-force";
import type { Snapshot, SnapshotRoute } from "@/lib/domain/snapshot";
import type { SwitchLevel } from "@/lib/domain/switch-edit";

type Place = { readonly level: SwitchLevel; readonly key?: string | null };

/** What a change names, as the places of its rules or forces. */
export type Touches = {
  readonly places: readonly Place[];
  readonly forces: readonly ForcePlace[];
};

/** The routes and workers in reach of a change, whether or not their owner changes. */
export type Touched = {
  readonly routes: ReadonlySet<string>;
  readonly workers: ReadonlySet<string>;
};

/** Everything in reach of a change on a board: what its rules' levels cover and what its forces hold. */
export const touchedBy = (snapshot: Snapshot, { places, forces }: Touches): Touched => {
  const named = new Set(places.map(({ level, key }) => `${level} ${key ?? ""}`));
  const held = new Set(forces.map(({ scope, key }) => `${scope} ${key ?? ""}`));
  const hasAllRoutes = places.some(({ level }) => level === "program");
  const isForced = (family: string | null, capability: string | null): boolean =>
    forces.some(({ scope }) => scope === "program") ||
    held.has(`family ${family}`) ||
    held.has(`capability ${capability}`);
  const isTouched = (route: SnapshotRoute): boolean =>
    hasAllRoutes ||
    named.has(`route ${route.id}`) ||
    named.has(`capability ${route.capability}`) ||
    named.has(`family ${route.family}`) ||
    isForced(route.family, route.capability);
  return {
    routes: new Set(snapshot.routes.filter(isTouched).map(({ id }) => id)),
    workers: new Set(
      Object.entries(snapshot.workers)
        .filter(
          ([name, { capability }]) =>
            named.has(`worker ${name}`) || isForced(null, capability ?? null),
        )
        .map(([name]) => name),
    ),
  };
};

/** Whether two changes reach for the same route or worker. */
export const doMeet = (one: Touched, other: Touched): boolean =>
  [...one.routes].some((id) => other.routes.has(id)) ||
  [...one.workers].some((name) => other.workers.has(name));

/**
 * The ground that a request stands on, as text to be digested: who owns each route and worker in its
 * reach, by which rule, under which force, and what a route stands for. It is the same text as long
 * as approving it again would be approving the same thing. Linear in routes.
 */
export const groundOf = (snapshot: Snapshot, touched: Touched): string => {
  const ownershipOf = ownershipReader(snapshot, { underForce: false });
  const texts = new Map<Ownership, string>();
  const ownershipText = (ownership: Ownership): string => {
    const known = texts.get(ownership);
    if (known !== undefined) return known;
    const { decidedBy, key, rule } = ownership;
    const text = canonicalJson([decidedBy, key, rule ?? null]);
    texts.set(ownership, text);
    return text;
  };
  // All of them: one beneath another decides nothing yet, but does when that is lifted.
  const forceText = (family: string | null, capability: string | null): string =>
    snapshot.force
      .filter(
        ({ scope, key }) =>
          scope === "program" || key === (scope === "family" ? family : capability),
      )
      .map(({ scope, key, since }) => `${scope} ${key ?? ""} ${since}`)
      .sort()
      .join(", ");
  const stateOf = (capability: string | null): string =>
    (capability === null ? undefined : snapshot.capabilities[capability]?.legacy) ?? "";
  const routes = snapshot.routes
    .filter(({ id }) => touched.routes.has(id))
    .map((route) => {
      const { id, method, host, pattern, family, capability, legacy } = route;
      const stands = JSON.stringify([id, method, host, pattern, legacy ?? stateOf(capability)]);
      return `${stands} ${ownershipText(ownershipOf(route))} ${forceText(family, capability)}`;
    })
    .sort();
  const workers = Object.entries(snapshot.workers)
    .filter(([name]) => touched.workers.has(name))
    .map(([name, { fence: _, ...worker }]) => {
      return `${name} ${canonicalJson(worker)} ${forceText(null, worker.capability ?? null)}`;
    })
    .sort();
  return [...routes, "", ...workers].join("\n");
};
