import { type Cohort, cohortOf, cohortWords } from "@/lib/domain/cohort";
import type { DecidedBy } from "@/lib/domain/resolve-owner";
import type { ForceScope, Snapshot, SnapshotRoute, SnapshotRule } from "@/lib/domain/snapshot";

/** What decides a route, before anybody asks: the rule, its level, and whom it sends to the target. */
export type Ownership = {
  readonly decidedBy: DecidedBy;
  /** The key of the deciding level: the route, capability or family; `null` for the program's default. */
  readonly key: string | null;
  /** Absent under force and fallback. */
  readonly rule?: SnapshotRule;
  readonly force?: ForceScope;
  readonly cohort: Cohort;
  /** In the program's words: `go for orgs acme, 10 % of users`. */
  readonly says: string;
};

/** The rule that a route carries itself, or `null`. */
export const ownRule = (route: Partial<SnapshotRule>): SnapshotRule | null => {
  const { owner, canary, sticky } = route;
  if (owner === undefined) return null;
  return {
    owner,
    ...(canary === undefined ? {} : { canary }),
    ...(sticky === undefined ? {} : { sticky }),
  };
};

/** Reads the force that holds a family and a capability, the widest first. */
export const forceReader = (force: readonly ForceScope[]) => {
  const program = force.find(({ scope }) => scope === "program");
  const byKey = new Map(force.map((entry) => [`${entry.scope} ${entry.key}`, entry]));
  return (family: string | null, capability: string | null): ForceScope | undefined =>
    program ??
    (family === null ? undefined : byKey.get(`family ${family}`)) ??
    (capability === null ? undefined : byKey.get(`capability ${capability}`));
};

/**
 * Reads what decides each route of a well-formed snapshot, in the order force, route, capability,
 * family, default. Routes decided by the same rule get the same object. `underForce: false`
 * answers as if no force were on.
 */
export const ownershipReader = (
  snapshot: Snapshot,
  { underForce = true }: { underForce?: boolean } = {},
): ((route: SnapshotRoute) => Ownership) => {
  const { owners } = snapshot;
  const forceOn = forceReader(underForce ? snapshot.force : []);
  const forced = new Map<ForceScope, Ownership>();
  const byRule = (decidedBy: DecidedBy, key: string | null, rule: SnapshotRule): Ownership => ({
    decidedBy,
    key,
    rule,
    cohort: cohortOf(rule, owners),
    says: cohortWords(rule, owners),
  });
  const levels = (decidedBy: DecidedBy, rules: Readonly<Record<string, Partial<SnapshotRule>>>) =>
    new Map(
      Object.entries(rules).flatMap(([key, partial]) => {
        const rule = ownRule(partial);
        return rule === null ? [] : [[key, byRule(decidedBy, key, rule)] as const];
      }),
    );
  const families = levels("family", snapshot.families);
  const capabilities = levels("capability", snapshot.capabilities);
  const byDefault = byRule("default", null, snapshot.default);
  const gone = new Set(
    Object.keys(snapshot.capabilities).filter(
      (key) => snapshot.capabilities[key]?.legacy === "gone",
    ),
  );
  const isForced = snapshot.force.length > 0 && underForce;
  return (route) => {
    const { capability, family } = route;
    if (isForced && route.legacy !== "gone" && (capability === null || !gone.has(capability))) {
      const force = forceOn(family, capability);
      if (force !== undefined) {
        const known = forced.get(force) ?? {
          decidedBy: "force",
          key: force.key ?? null,
          force,
          cohort: "none",
          says: owners.legacy,
        };
        forced.set(force, known);
        return known;
      }
    }
    if (route.owner !== undefined) {
      const own = ownRule(route);
      if (own !== null) return byRule("route", route.id, own);
    }
    return (
      (capability === null ? undefined : capabilities.get(capability)) ??
      (family === null ? undefined : families.get(family)) ??
      byDefault
    );
  };
};
