import type { z } from "zod";
import type { listItems } from "@/lib/contract/items";
import { emptySql, joinSql, type Sql, sql } from "@/lib/server/db";

type ItemFilter = Pick<
  z.infer<typeof listItems.input>,
  "q" | "family" | "capability" | "wave" | "phase" | "batch" | "finding"
>;

/** Text as a LIKE pattern that finds it anywhere; what has a meaning in patterns stands for itself. */
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

const oneOf = (column: Sql, values: readonly string[] | undefined): Sql =>
  values && values.length > 0 ? sql` AND ${column} IN (${joinSql([...values])})` : emptySql;

/**
 * Free text over what a row is called by, its source file and its tests. One search in one lower-case text takes
 * a third of the time of ILIKE over each column (measured at 50,000 rows); a line break never stands in what is sought.
 */
const matchesText = (q: string | undefined): Sql => {
  const text = q?.trim().replace(/\s+/g, " ");
  if (!text) return emptySql;
  return sql` AND (position(lower(${text}) IN lower(concat_ws(chr(10), i."key", i."title", i."path",
      i."switchId", i."switchName", i."sourcePath"))) > 0
    OR i."id" IN (SELECT t."itemId" FROM "ContractTest" t
      WHERE position(lower(${text}) IN lower(t."key")) > 0))`;
};

const isOpen = (programId: string, findings: readonly string[] | undefined): Sql => {
  if (!findings || findings.length === 0) return emptySql;
  const codes = findings.filter((code) => code !== "unmatched" && code !== "unowned");
  const conditions = [
    ...(findings.includes("unmatched") ? [sql`(i."kind" = 'route' AND i."pattern" IS NULL)`] : []),
    ...(findings.includes("unowned") ? [sql`i."teamId" IS NULL`] : []),
    ...(codes.length > 0
      ? [
          sql`i."key" IN (SELECT jsonb_array_elements_text(o."items") FROM "Finding" o
            WHERE o."programId" = ${programId}::uuid AND o."code" IN (${joinSql(codes)}))`,
        ]
      : []),
  ];
  return sql` AND (${joinSql(conditions, " OR ")})`;
};

const items = sql`
  FROM "Item" i
  LEFT JOIN "Family" f ON f."id" = i."familyId"
  LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
  LEFT JOIN "Team" t ON t."id" = i."teamId"`;

/** Named rows, with the tables that `filteredItems` has. */
export const itemsById = (ids: readonly string[]): Sql =>
  sql`${items} WHERE i."id" = ANY(${[...ids]}::uuid[])`;

/** The rows of a program that a filter keeps, as tables and a condition; the faceted filters are the caller's. */
export const filteredItems = (programId: string, filter: ItemFilter): Sql => sql`
  ${items}
  WHERE i."programId" = ${programId}::uuid
    ${matchesText(filter.q)}
    ${oneOf(sql`f."key"`, filter.family)}
    ${oneOf(sql`c."key"`, filter.capability)}
    ${oneOf(sql`i."wave"`, filter.wave)}
    ${oneOf(sql`i."phase"`, filter.phase)}
    ${
      filter.batch && filter.batch.length > 0
        ? sql` AND i."id" IN (SELECT bi."itemId" FROM "BatchItem" bi JOIN "Batch" b ON b."id" = bi."batchId"
            WHERE b."programId" = ${programId}::uuid AND b."key" IN (${joinSql([...filter.batch])}))`
        : emptySql
    }
    ${isOpen(programId, filter.finding)}`;

/** The filters that have counts beside them. */
export const facetFilter = (filter: {
  readonly kind?: readonly string[];
  readonly team?: readonly string[];
  readonly verification?: readonly string[];
}): Sql =>
  sql`${oneOf(sql`i."kind"`, filter.kind)}${oneOf(sql`t."key"`, filter.team)}${oneOf(sql`i."verification"`, filter.verification)}`;
