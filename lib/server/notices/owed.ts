import type { Owed } from "@/lib/domain/reminders";
import { batchDueAt } from "@/lib/server/batches/due-batches";
import { type Database, sql, type Transaction } from "@/lib/server/db";

/** Something owed, where it is kept and where it is looked at. */
export type OwedRow = Owed & {
  readonly program: string;
  readonly programId: string;
  readonly environment: string | null;
  /** The rest of its address after the program's, and the key that ends it. */
  readonly page: string;
  readonly pageKey: string;
};

/** Days from now within which anything can be near; more than the longest lead there is. */
const horizon = 8 * 86_400_000;

/** What was due longer ago was told of, or nobody was there for a month and knows by now. */
const past = 31 * 86_400_000;

/** Everything with a time by which somebody has to act, near or late, of one program or all. */
export const readOwed = (
  tx: Transaction | Database,
  now: Date,
  program: string | null = null,
): Promise<OwedRow[]> => {
  const from = new Date(now.getTime() - past);
  const to = new Date(now.getTime() + horizon);
  return tx.$queryRaw<OwedRow[]>(sql`
    SELECT owed.*, p."key" AS "program", e."key" AS "environment" FROM (
      SELECT 'waiver' AS "about", w."id"::text AS "id", w."until" AS "dueAt", w."askedAt" AS "since",
        'The waiver of the gate ' || w."gate" ||
          CASE WHEN w."capability" = '' THEN '' ELSE ' for ' || w."capability" END AS "title",
        w."owner", NULL AS "personId", w."programId", w."environmentId",
        '/gates/' AS "page", 'waivers' AS "pageKey"
      FROM "Waiver" w WHERE w."state" = 'active'
      UNION ALL
      SELECT 'condition', c."id"::text, c."dueAt", g."decidedAt",
        'The condition “' || c."text" || '” of ' || m."key", c."owner", NULL, m."programId", NULL,
        '/milestones/', m."key"
      FROM "Condition" c JOIN "GoNoGo" g ON g."id" = c."goNoGoId"
        JOIN "Milestone" m ON m."id" = g."milestoneId"
      WHERE c."doneAt" IS NULL
      UNION ALL
      SELECT 'decision', d."id"::text, d."targetAt", NULL, 'The decision ' || d."key" || ' (' || d."title" || ')',
        d."owner", NULL, d."programId", NULL, '/decisions/', d."key"
      FROM "Decision" d WHERE d."status" = 'open' AND d."targetAt" IS NOT NULL
      UNION ALL
      SELECT 'review', r."id"::text, r."dueAt", r."openedAt",
        'The review of ' || CASE r."because" WHEN 'force' THEN 'the force' ELSE 'broken glass' END ||
          ' by ' || r."openedByName" || ' in ' || x."key",
        NULL, NULL, x."programId", x."id", '/', 'emergencies'
      FROM "Review" r JOIN "Environment" x ON x."id" = r."environmentId" WHERE r."closedAt" IS NULL
      UNION ALL
      SELECT 'request', f."id"::text, f."expiresAt", f."createdAt",
        'Request ' || f."number" || ' of ' || f."requesterName" || ' in ' || x."key",
        NULL, f."requesterId"::text, x."programId", x."id",
        '/requests/' || x."key" || '/', f."number"::text
      FROM "FlipRequest" f JOIN "Environment" x ON x."id" = f."environmentId"
      WHERE f."state" IN ('awaiting_approval', 'approved', 'scheduled')
      UNION ALL
      SELECT 'signature', a."subjectKind" || ' ' || a."subjectKey" || ' ' || a."askedById"::text,
        a."dueAt", a."at",
        'The signature of ' || a."subjectKind" || ' ' || a."subjectKey" || ', which ' ||
          a."askedByName" || ' asked for,',
        a."team", a."askedById"::text, a."programId", NULL,
        '/sign-offs/' || a."subjectKind" || '/', a."subjectKey"
      FROM "SignOffAsk" a
      WHERE a."dueAt" IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM "Signature" s
        WHERE s."programId" = a."programId" AND s."subjectKind" = a."subjectKind"
          AND s."subjectKey" = a."subjectKey" AND s."at" >= a."at" AND s."withdrawnAt" IS NULL)
      UNION ALL
      SELECT 'batch', b."id"::text, due."at", NULL,
        'The batch ' || b."key" || ' (' || o."unsigned" || ' of ' || o."rows" || ' rows are not done)',
        coalesce(b."owner", o."owners"), NULL, b."programId", NULL, '/sign-offs?batch=', b."key"
      FROM "Batch" b CROSS JOIN LATERAL (SELECT ${batchDueAt} AS "at") due CROSS JOIN LATERAL (
        SELECT count(*) AS "rows",
          count(*) FILTER (WHERE i."verification" NOT IN ('verified', 'retired-approved')) AS "unsigned",
          string_agg(DISTINCT t."key", ', ')
            FILTER (WHERE i."verification" NOT IN ('verified', 'retired-approved')) AS "owners"
        FROM "BatchItem" bi JOIN "Item" i ON i."id" = bi."itemId"
        LEFT JOIN "Team" t ON t."id" = i."teamId" WHERE bi."batchId" = b."id") o
      WHERE due."at" > ${from} AND due."at" < ${to} AND o."unsigned" > 0
    ) owed
    JOIN "Program" p ON p."id" = owed."programId"
    LEFT JOIN "Environment" e ON e."id" = owed."environmentId"
    WHERE owed."dueAt" > ${from} AND owed."dueAt" < ${to}
      AND (${program}::text IS NULL OR p."key" = ${program}::text)
      AND p."status" = 'active'
    ORDER BY owed."dueAt" LIMIT 2000`);
};
