import { type Sql, sql } from "@/lib/server/db";

/** The columns of an item as lists show it; the tables are those of `filteredItems`. */
export const itemColumns: Sql = sql`
  i."kind", i."key", i."title", i."method", i."path", f."key" AS "family", c."key" AS "capability",
  i."wave", i."phase", t."key" AS "team", i."verification", i."verificationWord", i."isSwitchable",
  (i."kind" <> 'route' OR i."pattern" IS NOT NULL) AS "isMatched"`;
