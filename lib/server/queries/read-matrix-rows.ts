import { type MatrixRow, readMatrixRows as operation } from "@/lib/contract/matrix";
import { type Sql, sql } from "@/lib/server/db";
import { filteredRows } from "@/lib/server/matrix-filter";
import { groupKeyOf } from "@/lib/server/matrix-groups";
import { readOwnedUnits } from "@/lib/server/matrix-owned-units";
import { query } from "@/lib/server/query";

type Found = Omit<MatrixRow, "owners">;

// Paths and keys are compared byte by byte, so that every database has the same order.
const columns = {
  key: sql`i."key" COLLATE "C"`,
  path: sql`i."path" COLLATE "C"`,
  team: sql`t."key" COLLATE "C"`,
  verification: sql`i."verification" COLLATE "C"`,
};

const orderBy = (sort: keyof typeof columns, descending: boolean): Sql =>
  sql`i."kind", ${columns[sort]} ${descending ? sql`DESC` : sql`ASC`} NULLS LAST,
    i."path" COLLATE "C", i."method", i."key" COLLATE "C"`;

/** A window of the matrix' rows: all of them or those of one group, routes before workers. */
export const readMatrixRows = query(
  { name: "read-matrix-rows", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const { environments, ownKeys, kept } = await readOwnedUnits(db, program, input);
    const inGroup =
      input.group === undefined
        ? kept
        : kept.filter((unit) => groupKeyOf(unit, input.groupBy) === input.group);
    const total = inGroup.reduce((sum, { rows }) => sum + rows, 0);
    if (input.offset >= total) return { total, rows: [] };
    // The window is found by keys alone: what is sorted stays small however many rows there are.
    const rows = await db.$queryRaw<Found[]>(sql`
      WITH w AS MATERIALIZED (
        SELECT i."id", row_number() OVER () AS "place" FROM (
          SELECT i."id" ${filteredRows(program.id, input, inGroup, ownKeys)}
          ORDER BY ${orderBy(input.sort, input.descending)}
          LIMIT ${input.limit} OFFSET ${input.offset}) i)
      SELECT i."kind", i."key", i."title", i."method", i."path",
             (i."kind" <> 'route' OR i."pattern" IS NOT NULL) AS "isMatched", i."isSwitchable", i."switchName",
             f."key" AS "family", c."key" AS "capability", i."wave", i."phase", t."key" AS "team",
             i."verification",
             ARRAY(SELECT x."key" FROM "ContractTest" x WHERE x."itemId" = i."id"
                   GROUP BY x."key" ORDER BY min(x."position"), x."key") AS "tests"
      FROM w JOIN "Item" i ON i."id" = w."id"
      LEFT JOIN "Family" f ON f."id" = i."familyId"
      LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
      LEFT JOIN "Team" t ON t."id" = i."teamId"
      ORDER BY w."place"`);
    return {
      total,
      rows: rows.map((row) => {
        const owned = { ...row, worker: row.switchName ?? row.key };
        return {
          ...row,
          owners: Object.fromEntries(environments.map(({ key, ownerOf }) => [key, ownerOf(owned)])),
        };
      }),
    };
  },
);
