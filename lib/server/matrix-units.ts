import { type Database, type Sql, sql } from "@/lib/server/db";
import { matchesText } from "@/lib/server/item-filter";

/**
 * Rows of the matrix that are alike in everything it groups and filters by, and so have the same
 * owners. Workers, and routes that carry a rule of their own, are units of one row.
 */
export type MatrixUnit = {
  readonly kind: "route" | "worker";
  readonly capability: string | null;
  readonly capabilityName: string | null;
  readonly family: string | null;
  readonly wave: string | null;
  readonly team: string | null;
  readonly verification: string;
  readonly method: string | null;
  readonly isSwitchable: boolean;
  /** The row's key, where the unit is one row. */
  readonly key: string | null;
  /** What a worker's switch is called. */
  readonly worker: string | null;
  readonly rows: number;
  readonly tests: number;
};

/** What the matrix is read for: a program at a version of its inventory. */
export type MatrixScope = {
  readonly id: string;
  readonly inventoryVersion: number;
};

const loadUnits = (
  db: Database,
  programId: string,
  ownKeys: readonly string[],
  q: string | undefined,
): Promise<MatrixUnit[]> => {
  const isSingle: Sql = sql`(i."kind" = 'worker' OR i."key" = ANY(${[...ownKeys]}::text[]))`;
  return db.$queryRaw<MatrixUnit[]>(sql`
    SELECT u."kind", c."key" AS "capability", c."name" AS "capabilityName", f."key" AS "family", u."wave",
           t."key" AS "team", u."verification", u."method", u."isSwitchable", u."key", u."worker", u."rows", u."tests"
    FROM (
      SELECT i."kind", i."capabilityId", i."familyId", i."teamId", i."wave", i."verification",
             i."method", i."isSwitchable",
             CASE WHEN ${isSingle} THEN i."key" END AS "key",
             CASE WHEN i."kind" = 'worker' THEN COALESCE(i."switchName", i."key") END AS "worker",
             count(*)::int AS "rows", COALESCE(sum(n."tests"), 0)::int AS "tests"
      FROM "Item" i
      LEFT JOIN (
        SELECT x."itemId", count(DISTINCT x."key") AS "tests" FROM "ContractTest" x GROUP BY x."itemId"
      ) n ON n."itemId" = i."id"
      WHERE i."programId" = ${programId}::uuid AND i."kind" IN ('route', 'worker')
        ${matchesText(programId, q)}
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ) u
    LEFT JOIN "Capability" c ON c."id" = u."capabilityId"
    LEFT JOIN "Family" f ON f."id" = u."familyId"
    LEFT JOIN "Team" t ON t."id" = u."teamId"`);
};

// What people look at right now: some programs, each with some searches. The oldest leaves first.
const rememberedAtMost = 24;
const remembered = new Map<string, Promise<readonly MatrixUnit[]>>();

/**
 * The units of a program's routes and workers that have the text, `ownKeys` being the routes with
 * rules of their own. Read once for a version of the inventory, however often owners change.
 */
export const readUnits = (
  db: Database,
  scope: MatrixScope,
  ownKeys: ReadonlySet<string>,
  q: string | undefined,
): Promise<readonly MatrixUnit[]> => {
  const keys = [...ownKeys].sort();
  const name = JSON.stringify([scope.id, scope.inventoryVersion, q?.trim() ?? "", keys]);
  const known = remembered.get(name);
  const units = known ?? loadUnits(db, scope.id, keys, q);
  remembered.delete(name);
  remembered.set(name, units);
  if (!known) units.catch(() => remembered.delete(name));
  for (const oldest of remembered.keys()) {
    if (remembered.size <= rememberedAtMost) break;
    remembered.delete(oldest);
  }
  return units;
};
