import type { MatrixGroup, MatrixGrouping, RowOwner } from "@/lib/contract/matrix";
import type { OwnedUnit } from "@/lib/server/matrix/matrix-filter";
import type { MatrixEnvironment } from "@/lib/server/matrix/matrix-owners";

/** The key of the group that a unit belongs to; empty where it has none. */
export const groupKeyOf = (unit: OwnedUnit, groupBy: MatrixGrouping): string => unit[groupBy] ?? "";

/** The owner that all units agree about, by word and cohort; that of the most rows says what decided. */
const agreed = (units: readonly OwnedUnit[], environment: number): RowOwner | null => {
  let found: { owner: RowOwner; rows: number } | null = null;
  for (const { owners, rows } of units) {
    const owner = owners[environment];
    if (!owner) continue;
    if (!found) found = { owner, rows };
    else if (found.owner.owner !== owner.owner || found.owner.cohort !== owner.cohort) return null;
    else if (rows > found.rows) found = { owner, rows };
  }
  return found?.owner ?? null;
};

const shareOf = (routes: readonly OwnedUnit[], environment: number) => {
  const share = { target: 0, canary: 0, legacy: 0 };
  for (const { owners, rows } of routes) {
    const owner = owners[environment];
    if (!owner) continue;
    share[owner.cohort !== null ? "canary" : owner.side === "target" ? "target" : "legacy"] += rows;
  }
  return share;
};

const sumOf = (units: readonly OwnedUnit[], of: (unit: OwnedUnit) => number): number =>
  units.reduce((sum, unit) => sum + of(unit), 0);

const distinct = (units: readonly OwnedUnit[], of: (unit: OwnedUnit) => string | null): string[] =>
  [...new Set(units.flatMap((unit) => of(unit) ?? []))].sort();

const groupOf = (
  key: string,
  units: readonly OwnedUnit[],
  groupBy: MatrixGrouping,
  environments: readonly MatrixEnvironment[],
): MatrixGroup => {
  const routes = units.filter(({ kind }) => kind === "route");
  const workers = units.filter(({ kind }) => kind === "worker");
  // Workers stand in a section of their own; a group is about them only where it has no route.
  const counted = routes.length > 0 ? routes : workers;
  const inState = (state: string) =>
    sumOf(counted, (unit) => (unit.verification === state ? unit.rows : 0));
  const byEnvironment = <Value>(of: (at: number) => Value): Record<string, Value> =>
    Object.fromEntries(environments.map((environment, at) => [environment.key, of(at)]));
  return {
    key,
    title: (groupBy === "capability" && units[0]?.capabilityName) || key,
    routes: sumOf(routes, ({ rows }) => rows),
    workers: sumOf(workers, ({ rows }) => rows),
    families: distinct(counted, ({ family }) => family),
    teams: distinct(counted, ({ team }) => team),
    waves: distinct(counted, ({ wave }) => wave),
    share: byEnvironment((at) => shareOf(routes, at)),
    owner: byEnvironment((at) => agreed(counted, at)),
    workersOnTarget: byEnvironment((at) =>
      sumOf(workers, ({ owners, rows }) => (owners[at]?.side === "target" ? rows : 0)),
    ),
    verified: inState("verified"),
    anchored: inState("verified-source-anchored"),
    retired: inState("retired-approved"),
    tests: sumOf(counted, ({ tests }) => tests),
    level: groupBy === "wave" || key === "" ? null : groupBy,
  };
};

// One collator: making one for every comparison takes longer than all the rest.
const titles = new Intl.Collator("en", { numeric: true });

/** Rolls units up by capability, family or wave, by title; rows that have none come last, under an empty key. */
export const groupUnits = (
  units: readonly OwnedUnit[],
  groupBy: MatrixGrouping,
  environments: readonly MatrixEnvironment[],
): MatrixGroup[] => {
  const byKey = new Map<string, OwnedUnit[]>();
  for (const unit of units) {
    const key = groupKeyOf(unit, groupBy);
    const group = byKey.get(key);
    if (group) group.push(unit);
    else byKey.set(key, [unit]);
  }
  return [...byKey]
    .map(([key, own]) => groupOf(key, own, groupBy, environments))
    .sort(
      (one, other) =>
        Number(one.key === "") - Number(other.key === "") || titles.compare(one.title, other.title),
    );
};
