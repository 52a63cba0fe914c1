import type { MatrixFilter, RowOwner } from "@/lib/contract/matrix";
import { verificationStates } from "@/lib/domain/inventory";
import { emptySql, joinSql, type Sql, sql } from "@/lib/server/db";
import { matchesText, oneOf } from "@/lib/server/item-filter";
import type { MatrixEnvironment } from "@/lib/server/matrix-owners";
import type { MatrixUnit } from "@/lib/server/matrix-units";

/** A unit with its owner in each environment, in their order. */
export type OwnedUnit = MatrixUnit & { readonly owners: readonly (RowOwner | null)[] };

const fields = [
  "kind",
  "team",
  "verification",
  "method",
  "family",
  "wave",
  "capability",
] as const satisfies readonly (keyof MatrixFilter & keyof MatrixUnit)[];

/** What an owner is filtered by: its word, or `canary` where callers meet both. */
const ownerValue = ({ owner, cohort }: RowOwner): string => (cohort === null ? owner : "canary");

const ownerTest = (
  environments: readonly MatrixEnvironment[],
  chosen: readonly string[] | undefined,
): ((unit: OwnedUnit) => boolean) => {
  const byEnvironment = new Map<string, Set<string>>();
  for (const value of chosen ?? []) {
    const at = value.indexOf(":");
    const key = value.slice(0, at);
    byEnvironment.set(key, (byEnvironment.get(key) ?? new Set()).add(value.slice(at + 1)));
  }
  return ({ owners }) =>
    [...byEnvironment].every(([key, words]) => {
      const owner = owners[environments.findIndex((environment) => environment.key === key)];
      return owner !== undefined && owner !== null && words.has(ownerValue(owner));
    });
};

/** The units that a filter keeps, and what each value of a field would keep under the other fields. */
export const sift = (
  units: readonly OwnedUnit[],
  filter: MatrixFilter,
  environments: readonly MatrixEnvironment[],
) => {
  const ownerFits = ownerTest(environments, filter.owner);
  const tests = [
    ...fields.map((field) => {
      const chosen = new Set(filter[field] ?? []);
      return (unit: OwnedUnit) => chosen.size === 0 || chosen.has(unit[field] ?? "");
    }),
    ownerFits,
  ];
  const counts = tests.map(() => new Map<string, number>());
  const kept: OwnedUnit[] = [];
  const add = (at: number, value: string | null, rows: number): void => {
    const count = counts[at];
    if (count && value !== null) count.set(value, (count.get(value) ?? 0) + rows);
  };
  for (const unit of units) {
    const failed = tests.flatMap((test, at) => (test(unit) ? [] : [at]));
    if (failed.length === 0) kept.push(unit);
    if (failed.length > 1) continue;
    for (const [at, field] of fields.entries()) {
      if (failed.length === 0 || failed[0] === at) add(at, unit[field], unit.rows);
    }
    if (failed.length === 1 && failed[0] !== fields.length) continue;
    for (const [at, { key }] of environments.entries()) {
      const owner = unit.owners[at];
      if (owner) add(fields.length, `${key}:${ownerValue(owner)}`, unit.rows);
    }
  }
  const facet = (name: (typeof fields)[number] | "owner") => {
    const at = name === "owner" ? fields.length : fields.indexOf(name);
    const order: readonly string[] = name === "verification" ? verificationStates : [];
    const place = (value: string) => (order.includes(value) ? order.indexOf(value) : order.length);
    return [...(counts[at] ?? [])]
      .map(([value, count]) => ({ value, count }))
      .sort(
        (one, other) => place(one.value) - place(other.value) || (one.value < other.value ? -1 : 1),
      );
  };
  return { kept, facet };
};

/** The rows of the units as a condition: an owner hangs on capability and family, or on the row's own rule. */
const inUnits = (kept: readonly OwnedUnit[], ownKeys: ReadonlySet<string>): Sql => {
  const pairs = new Map<string, readonly [string, string]>();
  const routes: string[] = [];
  const workers: string[] = [];
  for (const { kind, key, capability, family } of kept) {
    if (key === null) {
      const pair = [capability ?? "", family ?? ""] as const;
      pairs.set(pair.join("\n"), pair);
    } else (kind === "route" ? routes : workers).push(key);
  }
  const [capabilities, families] = [0, 1].map((at) => [...pairs.values()].map((pair) => pair[at]));
  return sql` AND (
    (i."kind" = 'route' AND i."isSwitchable" AND NOT i."key" = ANY(${[...ownKeys]}::text[])
      AND (COALESCE(c."key", ''), COALESCE(f."key", '')) IN
        (SELECT * FROM unnest(${capabilities}::text[], ${families}::text[])))
    OR (i."kind" = 'route' AND i."key" = ANY(${routes}::text[]))
    OR (i."kind" = 'worker' AND i."key" = ANY(${workers}::text[])))`;
};

const groupColumns = { capability: sql`c."key"`, family: sql`f."key"`, wave: sql`i."wave"` };

/**
 * The rows of the matrix under a filter as tables and a condition. `kept` are the units that `sift`
 * keeps for the same filter; they stand for the owners that are asked for.
 */
export const filteredRows = (
  programId: string,
  filter: MatrixFilter & {
    readonly groupBy: keyof typeof groupColumns;
    readonly group?: string;
  },
  kept: readonly OwnedUnit[],
  ownKeys: ReadonlySet<string>,
): Sql => {
  const column = groupColumns[filter.groupBy];
  const inGroup =
    filter.group === undefined
      ? emptySql
      : filter.group === ""
        ? sql` AND ${column} IS NULL`
        : sql` AND ${column} = ${filter.group}`;
  return sql`
    FROM "Item" i
    LEFT JOIN "Family" f ON f."id" = i."familyId"
    LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
    LEFT JOIN "Team" t ON t."id" = i."teamId"
    WHERE i."programId" = ${programId}::uuid AND i."kind" IN ('route', 'worker')
      ${matchesText(programId, filter.q)}${inGroup}
      ${joinSql(
        [
          oneOf(sql`i."kind"`, filter.kind),
          oneOf(sql`t."key"`, filter.team),
          oneOf(sql`i."verification"`, filter.verification),
          oneOf(sql`i."method"`, filter.method),
          oneOf(sql`f."key"`, filter.family),
          oneOf(sql`i."wave"`, filter.wave),
          oneOf(sql`c."key"`, filter.capability),
        ],
        "",
      )}
      ${filter.owner && filter.owner.length > 0 ? inUnits(kept, ownKeys) : emptySql}`;
};
