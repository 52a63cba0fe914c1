import { type Sql, sql } from "@/lib/server/db";

/** Whether a row `i` has tests and each passed, of a build that somebody named, for all rows of a program: two sets, each hashed once. */
export const passesInSets = (programId: string): Sql => sql`
  i."id" IN (SELECT c."itemId" FROM "ContractTest" c WHERE c."role" NOT LIKE '%fixture')
  AND i."id" NOT IN (
    SELECT c."itemId" FROM "ContractTest" c
    LEFT JOIN "TestStanding" g ON g."programId" = ${programId}::uuid AND g."testKey" = c."key"
      AND g."side" = 'target' AND g."lastOutcome" = 'passed' AND g."lastRunCommit" IS NOT NULL
    WHERE c."role" NOT LIKE '%fixture' AND g."testKey" IS NULL)`;

/**
 * The same of a few rows, each test looked up by its key: without statistics the embedded database
 * takes every index of a program for as good as any other.
 */
const passesByRow = (programId: string): Sql => sql`
  COALESCE((
    SELECT bool_and(g."lastOutcome" IS NOT NULL) FROM "ContractTest" c
    LEFT JOIN LATERAL (SELECT s."lastOutcome" FROM "TestStanding" s
      WHERE s."programId" = ${programId}::uuid AND s."testKey" = c."key" AND s."side"::text = 'target'
        AND s."lastOutcome" || '' = 'passed' AND s."lastRunCommit" IS NOT NULL LIMIT 1) g ON true
    WHERE c."itemId" = i."id" AND c."role" NOT LIKE '%fixture'), false)`;

const isReady = (programId: string, passes: Sql): Sql => sql`
  CASE
    WHEN i."verification" IN ('planned', 'source-anchored-needs-review') THEN i."isAnchored"
    WHEN i."verification" = 'retired-approved'
      OR i."verification" = 'needs-triage' AND i."retiringDecision" IS NOT NULL
      THEN i."retiringDecision" IN (SELECT d."key" FROM "Decision" d
        WHERE d."programId" = ${programId}::uuid AND d."status" = 'approved')
    WHEN i."verification" IN ('verified-source-anchored', 'needs-triage', 'verified')
      THEN i."teamId" IS NOT NULL AND i."isAnchored" AND i."hasWayBack" AND ${passes}
    ELSE false
  END`;

/**
 * At the end of the ladder, by a signature or by its files: but for one by a file whose signature somebody
 * asked for, which waits as any other.
 */
const isDone = (programId: string): Sql => sql`
  i."verification" IN ('verified', 'retired-approved') AND (
    (i."kind", i."key") NOT IN (SELECT a."subjectKind", a."subjectKey" FROM "SignOffAsk" a
      WHERE a."programId" = ${programId}::uuid)
    OR (i."kind", i."key") IN (SELECT s."subjectKind", s."subjectKey" FROM "Signature" s
      WHERE s."programId" = ${programId}::uuid AND s."withdrawnAt" IS NULL
        AND s."supersededById" IS NULL))`;

const marked = (programId: string, passes: Sql, which: Sql): Sql => sql`
  SELECT i."id", i."kind", i."key", i."wave", i."phase", i."teamId",
    (i."kind", i."key") IN (SELECT s."subjectKind", s."subjectKey" FROM "Signature" s
      WHERE s."programId" = ${programId}::uuid AND s."withdrawnAt" IS NULL
        AND s."supersededById" IS NULL AND s."staleAt" IS NULL) AS "isSigned",
    CASE
      WHEN (i."kind", i."key") IN (SELECT r."subjectKind", r."subjectKey" FROM "SignOffReturn" r
        WHERE r."programId" = ${programId}::uuid AND r."settledAt" IS NULL) THEN 'returned'
      WHEN (i."kind", i."key") IN (SELECT s."subjectKind", s."subjectKey" FROM "Signature" s
        WHERE s."programId" = ${programId}::uuid AND s."staleAt" IS NOT NULL
          AND s."withdrawnAt" IS NULL AND s."supersededById" IS NULL) THEN 'stale'
      WHEN ${isDone(programId)} THEN 'done'
      WHEN ${isReady(programId, passes)} THEN 'ready'
      ELSE 'lacking'
    END AS "standing"
  FROM "Item" i WHERE ${which}`;

/**
 * All rows of a program, each with the one thing it waits for: what `readSignOffRows` says of each of
 * them. Every set is read once and hashed.
 */
export const markedRows = (programId: string): Sql =>
  marked(programId, passesInSets(programId), sql`i."programId" = ${programId}::uuid`);

/** The same of the rows of one batch. */
export const markedRowsOfBatch = (programId: string, batchId: string): Sql =>
  marked(
    programId,
    passesByRow(programId),
    sql`i."id" = ANY(ARRAY(
      SELECT bi."itemId" FROM "BatchItem" bi WHERE bi."batchId" = ${batchId}::uuid))`,
  );
