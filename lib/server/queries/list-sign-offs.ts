import { listSignOffs as operation } from "@/lib/contract/sign-offs";
import { sql, type Transaction } from "@/lib/server/db";
import { query } from "@/lib/server/query";
import type { ProgramScope } from "@/lib/server/scope";
import { readSignOffRows } from "@/lib/server/sign-offs/sign-off-reading";
import { signingTeams } from "@/lib/server/sign-offs/sign-off-view";

type Filter = {
  /** `null`: of whatever team. */
  readonly teams: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  readonly batches: readonly string[] | null;
  readonly waves: readonly string[] | null;
  readonly waits: readonly string[] | null;
  readonly text: string | null;
};

/**
 * Rows under a filter with why each waits, and whether it is near its signature: read in the source, and
 * every test's newest run on the target side passed.
 */
const rowsUnder = ({ id }: ProgramScope, filter: Filter) => sql`
  SELECT * FROM (
    SELECT i."id", i."kind", i."key",
      CASE
        WHEN EXISTS (SELECT 1 FROM "SignOffReturn" r WHERE r."programId" = i."programId"
          AND r."subjectKind" = i."kind" AND r."subjectKey" = i."key" AND r."settledAt" IS NULL)
          THEN 'returned'
        WHEN EXISTS (SELECT 1 FROM "Signature" s WHERE s."programId" = i."programId"
          AND s."subjectKind" = i."kind" AND s."subjectKey" = i."key" AND s."staleAt" IS NOT NULL
          AND s."withdrawnAt" IS NULL AND s."supersededById" IS NULL) THEN 'stale'
        WHEN i."verification" IN ('verified', 'retired-approved') THEN 'done'
        WHEN EXISTS (SELECT 1 FROM "SignOffAsk" a WHERE a."programId" = i."programId"
          AND a."subjectKind" = i."kind" AND a."subjectKey" = i."key") THEN 'asked'
        ELSE 'next-step'
      END AS "waits",
      i."verification" IN ('verified', 'retired-approved') AS "isDone",
      i."verification" = 'verified-source-anchored'
        AND EXISTS (SELECT 1 FROM "ContractTest" c WHERE c."itemId" = i."id")
        AND NOT EXISTS (SELECT 1 FROM "ContractTest" c
          LEFT JOIN "TestStanding" g ON g."programId" = i."programId" AND g."testKey" = c."key"
            AND g."side" = 'target'
          WHERE c."itemId" = i."id" AND c."role" NOT LIKE '%fixture'
            AND g."lastOutcome" IS DISTINCT FROM 'passed') AS "isNear"
    FROM "Item" i LEFT JOIN "Team" t ON t."id" = i."teamId"
    WHERE i."programId" = ${id}::uuid
      AND (${filter.teams}::text[] IS NULL OR t."key" = ANY(${filter.teams}::text[]))
      AND (${filter.kinds}::text[] IS NULL OR i."kind" = ANY(${filter.kinds}::text[]))
      AND (${filter.waves}::text[] IS NULL OR i."wave" = ANY(${filter.waves}::text[])
        OR i."phase" = ANY(${filter.waves}::text[]))
      AND (${filter.text}::text IS NULL OR i."key" ILIKE ${filter.text} OR i."title" ILIKE ${filter.text})
  ) row
  WHERE ${filter.waits}::text[] IS NULL OR row."waits" = ANY(${filter.waits}::text[])`;

const inBatches = (batches: readonly string[] | null) => sql`
  (${batches}::text[] IS NULL OR EXISTS (SELECT 1 FROM "BatchItem" bi
    JOIN "Batch" b ON b."id" = bi."batchId"
    WHERE bi."itemId" = row."id" AND b."key" = ANY(${batches}::text[])))`;

const pageOf = (
  db: Transaction,
  program: ProgramScope,
  filter: Filter,
  { offset, limit }: { offset: number; limit: number },
) =>
  db.$queryRaw<{ id: string; total: number }[]>(sql`
    SELECT row."id"::text AS "id", count(*) OVER ()::int AS "total"
    FROM (${rowsUnder(program, filter)}) row
    WHERE ${inBatches(filter.batches)}
    ORDER BY row."waits" = 'done', row."isNear" DESC, row."kind", row."key"
    OFFSET ${offset} LIMIT ${limit}`);

const batchesOf = (db: Transaction, program: ProgramScope, filter: Filter) =>
  db.$queryRaw<{ key: string; rows: number; done: number }[]>(sql`
    SELECT b."key", count(*)::int AS "rows", count(*) FILTER (WHERE row."isDone")::int AS "done"
    FROM (${rowsUnder(program, filter)}) row
    JOIN "BatchItem" bi ON bi."itemId" = row."id" JOIN "Batch" b ON b."id" = bi."batchId"
    GROUP BY b."key" ORDER BY b."key"`);

/** Rows with what their next step lacks and who has signed: those that can be signed come first. */
export const listSignOffs = query(
  { name: "list-sign-offs", allow: "program:read", input: operation.input },
  async ({ db, actor, input, now, program }) => {
    const { own, deputyOf } = await signingTeams(db, program.id, actor, now);
    const mine = input.whose === "mine" ? [...own, ...deputyOf] : null;
    const { team } = input;
    const filter: Filter = {
      teams: mine && team ? mine.filter((one) => team.includes(one)) : (mine ?? team ?? null),
      kinds: input.kind ?? null,
      batches: input.batch ?? null,
      waves: input.wave ?? null,
      waits: input.waits ?? null,
      text: input.q ? `%${input.q.replace(/[\\%_]/g, "\\$&")}%` : null,
    };
    const page = await pageOf(db, program, filter, input);
    const ids = page.map(({ id }) => id);
    return {
      total: page[0]?.total ?? 0,
      rows: await readSignOffRows(db, program, { actor, now }, ids),
      batches: await batchesOf(db, program, filter),
    };
  },
);
