import type { LadderCount } from "@/lib/domain/promotion";
import { sql, type Transaction } from "@/lib/server/db";

/** How many rows of each kind stand in each state, by whether they were signed here and it still holds. */
export const ladderCounts = (tx: Transaction, programId: string): Promise<LadderCount[]> =>
  tx.$queryRaw<LadderCount[]>(sql`
    SELECT i."kind", i."verification" AS "state", coalesce(s."standing", 'none') AS "signature",
           count(*)::int AS "rows"
    FROM "Item" i LEFT JOIN (
      SELECT "subjectKind", "subjectKey",
             CASE WHEN bool_or("staleAt" IS NOT NULL) THEN 'stale' ELSE 'stands' END AS "standing"
      FROM "Signature" WHERE "programId" = ${programId}::uuid
        AND "withdrawnAt" IS NULL AND "supersededById" IS NULL
      GROUP BY 1, 2
    ) s ON s."subjectKind" = i."kind" AND s."subjectKey" = i."key"
    WHERE i."programId" = ${programId}::uuid
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
