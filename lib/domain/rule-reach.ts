import { ownershipReader, ownRule } from "@/lib/domain/ownership";
import type { Snapshot, SnapshotRoute } from "@/lib/domain/snapshot";

type RouteLevel = "program" | "family" | "capability" | "route";

/** What decides routes of a rule in its place: a nearer rule, or a force. */
type HidingRule = {
  readonly level: RouteLevel | "force";
  readonly key: string;
  readonly routes: number;
};

export type RuleReach = {
  /** Routes in its scope, whoever decides them. */
  readonly covers: number;
  /** Of those, what it decides itself. */
  readonly decides: number;
  /** Requests on the routes that it decides. */
  readonly requests: number;
  /** What decides the others, the most routes first. */
  readonly hiddenBy: readonly HidingRule[];
};

/** How a rule is called in the answer of `ruleReaches`; a program's has the empty key. */
export const rulePlace = (level: string, key: string | null): string =>
  `${level === "default" ? "program" : level} ${key ?? ""}`;

const placesOf = (snapshot: Snapshot, { id, family, capability, ...route }: SnapshotRoute) => [
  rulePlace("program", null),
  ...(family !== null && snapshot.families[family] ? [rulePlace("family", family)] : []),
  ...(capability !== null && ownRule(snapshot.capabilities[capability] ?? {})
    ? [rulePlace("capability", capability)]
    : []),
  ...(ownRule(route) ? [rulePlace("route", id)] : []),
];

/**
 * How far each rule of a snapshot reaches, by `rulePlace`: the routes in its scope, those that it decides, and
 * what decides the rest in its place. `requestsOn` weighs a route by its traffic. Rules that cover no route are
 * left out. Linear in routes.
 */
export const ruleReaches = (
  snapshot: Snapshot,
  requestsOn: (route: string) => number,
): Map<string, RuleReach> => {
  const ownershipOf = ownershipReader(snapshot);
  const reaches = new Map<
    string,
    { covers: number; decides: number; requests: number; hiddenBy: Map<string, HidingRule> }
  >();
  for (const route of snapshot.routes) {
    const { decidedBy, key } = ownershipOf(route);
    const decider = rulePlace(decidedBy, key);
    for (const place of placesOf(snapshot, route)) {
      const reach = reaches.get(place) ?? {
        covers: 0,
        decides: 0,
        requests: 0,
        hiddenBy: new Map(),
      };
      reaches.set(place, reach);
      reach.covers++;
      if (place === decider) {
        reach.decides++;
        reach.requests += requestsOn(route.id);
        continue;
      }
      const level = decidedBy as HidingRule["level"];
      const routes = (reach.hiddenBy.get(decider)?.routes ?? 0) + 1;
      reach.hiddenBy.set(decider, { level, key: key ?? "", routes });
    }
  }
  return new Map(
    [...reaches].map(([place, reach]) => [
      place,
      {
        ...reach,
        hiddenBy: [...reach.hiddenBy.values()].sort((one, other) => other.routes - one.routes),
      },
    ]),
  );
};
