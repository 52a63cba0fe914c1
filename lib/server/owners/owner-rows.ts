import type { ItemKind } from "@/lib/domain/inventory";
import type { OwnedRow } from "@/lib/domain/owner-rules";
import { emptySql, joinSql, type Sql, sql, type Transaction } from "@/lib/server/db";
import { likePattern } from "@/lib/server/inventory/item-filter";
import type { StoredWhy } from "@/lib/server/owners/owner-words";

/** A row with whose it is now and why. */
export type KnownRow = OwnedRow & {
  readonly id: string;
  readonly kind: ItemKind;
  readonly title: string;
  readonly state: string;
  readonly team: string | null;
  readonly teamWhy: StoredWhy;
};

type RowFilter = {
  readonly team?: string | undefined;
  readonly unowned?: boolean | "true" | "false" | undefined;
  readonly kind?: readonly string[] | undefined;
  readonly q?: string | undefined;
};

/** The rows that a filter keeps, as a condition over `Item i` and its team `t`. */
export const rowCondition = (filter: RowFilter): Sql => {
  const text = filter.q?.trim() ?? "";
  const kinds = filter.kind ?? [];
  const unowned = filter.unowned === true || filter.unowned === "true";
  return sql`${unowned ? sql` AND i."teamId" IS NULL` : emptySql}
    ${filter.team === undefined ? emptySql : sql` AND t."key" = ${filter.team}`}
    ${kinds.length > 0 ? sql` AND i."kind" IN (${joinSql([...kinds])})` : emptySql}
    ${
      text === ""
        ? emptySql
        : sql` AND concat_ws(chr(10), i."key", i."title", i."sourcePath") ILIKE ${likePattern(text)}`
    }`;
};

/** The rows that are named, as a condition over `Item i`. */
export const namedRows = (rows: readonly { kind: string; key: string }[]): Sql => sql`
  AND (i."kind", i."key") IN (SELECT * FROM unnest(${rows.map(({ kind }) => kind)}::text[],
    ${rows.map(({ key }) => key)}::text[]))`;

/** Rows of a program in the order of kind and key, with all that their owner follows from. */
export const readKnownRows = (
  tx: Transaction,
  programId: string,
  condition: Sql = emptySql,
  window: Sql = emptySql,
): Promise<KnownRow[]> =>
  tx.$queryRaw<KnownRow[]>(sql`
    SELECT i."id", i."kind", i."key", i."title", i."sourcePath", c."key" AS "capability",
           f."key" AS "family", i."wave", i."verification" AS "state", i."namedTeam", i."handTeam",
           t."key" AS "team", i."teamWhy"
    FROM "Item" i
    LEFT JOIN "Family" f ON f."id" = i."familyId"
    LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
    LEFT JOIN "Team" t ON t."id" = i."teamId"
    WHERE i."programId" = ${programId}::uuid ${condition}
    ORDER BY i."kind", i."key" ${window}`);
