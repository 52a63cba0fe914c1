import { canonicalJson } from "@/lib/domain/canonical-json";
import { ownRule } from "@/lib/domain/ownership";
import type {
  ForceScope,
  LegacyState,
  Snapshot,
  SnapshotCapability,
  SnapshotRoute,
  SnapshotRule,
  SnapshotWorker,
} from "@/lib/domain/snapshot";

type NoRule = { readonly owner: null };

/** A rule as it stands after a change; `owner: null` where there is none any more. */
type ChangedRule =
  | ({ readonly level: "program" } & SnapshotRule)
  | ({ readonly level: "family"; readonly key: string } & (SnapshotRule | NoRule))
  | ({ readonly level: "route"; readonly key: string } & (SnapshotRule | NoRule))
  | ({ readonly level: "capability"; readonly key: string; readonly legacy?: LegacyState } & (
      | SnapshotRule
      | NoRule
    ))
  | ({ readonly level: "worker"; readonly key: string } & SnapshotWorker);

/** The way from one version of a snapshot to a later one, when only rules, workers and force differ. */
export type SnapshotChange = {
  readonly from: number;
  readonly epoch: number;
  readonly version: number;
  readonly updatedAt: string;
  readonly force: readonly ForceScope[];
  readonly rules: readonly ChangedRule[];
};

const same = (one: unknown, other: unknown): boolean =>
  one === other || canonicalJson(one ?? null) === canonicalJson(other ?? null);

/** Whether two rows are the same but for their rules. */
const isSameRow = (one: SnapshotRoute, other: SnapshotRoute): boolean =>
  one === other ||
  (one.id === other.id &&
    one.method === other.method &&
    one.host === other.host &&
    one.pattern === other.pattern &&
    one.capability === other.capability &&
    one.family === other.family &&
    one.legacy === other.legacy);

const isSameRule = (one: SnapshotRoute, other: SnapshotRoute): boolean =>
  one === other ||
  (one.owner === other.owner && one.sticky === other.sticky && same(one.canary, other.canary));

/** Whether two rows say the same, rule included. */
export const isSameRoute = (one: SnapshotRoute, other: SnapshotRoute): boolean =>
  isSameRow(one, other) && isSameRule(one, other);

const keysOf = (one: object, other: object): string[] => [
  ...new Set([...Object.keys(one), ...Object.keys(other)]),
];

/**
 * The way from `before` to `after`, or `null` where rules cannot tell it: rows or workers were added
 * or taken away, owners renamed, the epoch changed. Linear in routes.
 */
export const diffSnapshots = (before: Snapshot, after: Snapshot): SnapshotChange | null => {
  const isTold =
    before.program === after.program &&
    before.environment === after.environment &&
    before.epoch === after.epoch &&
    same(before.owners, after.owners) &&
    before.routes.length === after.routes.length &&
    same(Object.keys(before.workers).sort(), Object.keys(after.workers).sort());
  if (!isTold) return null;

  const rules: ChangedRule[] = [];
  if (!same(before.default, after.default)) rules.push({ level: "program", ...after.default });
  for (const key of keysOf(before.families, after.families)) {
    const now = after.families[key];
    if (same(before.families[key], now)) continue;
    rules.push({ level: "family", key, ...(now ?? { owner: null }) });
  }
  for (const key of keysOf(before.capabilities, after.capabilities)) {
    const now = after.capabilities[key];
    if (same(before.capabilities[key], now)) continue;
    // `{}` would be told like a capability that is not listed, and is not the same bytes.
    if (now !== undefined && Object.keys(now).length === 0) return null;
    const legacy = now?.legacy === undefined ? {} : { legacy: now.legacy };
    const rule = now === undefined ? null : ownRule(now);
    rules.push({ level: "capability", key, ...(rule ?? { owner: null }), ...legacy });
  }
  for (const [at, route] of after.routes.entries()) {
    const was = before.routes[at];
    if (was === route) continue;
    if (was === undefined || !isSameRow(was, route)) return null;
    if (isSameRule(was, route)) continue;
    rules.push({ level: "route", key: route.id, ...(ownRule(route) ?? { owner: null }) });
  }
  for (const [key, worker] of Object.entries(after.workers)) {
    if (!same(before.workers[key], worker)) rules.push({ level: "worker", key, ...worker });
  }
  const { epoch, version, updatedAt, force } = after;
  return { from: before.version, epoch, version, updatedAt, force, rules };
};

const withRule = (row: SnapshotRoute, rule: SnapshotRule | null): SnapshotRoute => {
  const { owner: _owner, canary: _canary, sticky: _sticky, ...rest } = row;
  return { ...rest, ...rule };
};

/**
 * The snapshot after a change, as its receiver builds it; check the digest of the result. `null`
 * where the change does not start from this version, or names a route that is not there: read the
 * whole snapshot then.
 */
export const applyChange = (snapshot: Snapshot, change: SnapshotChange): Snapshot | null => {
  if (change.epoch !== snapshot.epoch || change.from !== snapshot.version) return null;
  const families = new Map(Object.entries(snapshot.families));
  const capabilities = new Map<string, SnapshotCapability>(Object.entries(snapshot.capabilities));
  const workers = new Map(Object.entries(snapshot.workers));
  const routes = new Map<string, SnapshotRule | null>();
  let byDefault = snapshot.default;
  for (const changed of change.rules) {
    if (changed.level === "worker") {
      const { level: _level, key, ...worker } = changed;
      workers.set(key, worker);
      continue;
    }
    const rule = changed.owner === null ? null : ownRule(changed);
    if (changed.level === "program") byDefault = rule ?? byDefault;
    else if (changed.level === "route") routes.set(changed.key, rule);
    else if (changed.level === "family") {
      if (rule === null) families.delete(changed.key);
      else families.set(changed.key, rule);
    } else {
      const legacy = changed.legacy === undefined ? {} : { legacy: changed.legacy };
      const place: SnapshotCapability = { ...rule, ...legacy };
      if (Object.keys(place).length === 0) capabilities.delete(changed.key);
      else capabilities.set(changed.key, place);
    }
  }
  const after: Snapshot = {
    ...snapshot,
    version: change.version,
    updatedAt: change.updatedAt,
    force: change.force,
    default: byDefault,
    families: Object.fromEntries(families),
    capabilities: Object.fromEntries(capabilities),
    workers: Object.fromEntries(workers),
    routes:
      routes.size === 0
        ? snapshot.routes
        : snapshot.routes.map((route) => {
            const rule = routes.get(route.id);
            routes.delete(route.id);
            return rule === undefined ? route : withRule(route, rule);
          }),
  };
  // Every rule that found its row was taken off the list.
  return routes.size === 0 ? after : null;
};
