import type { Actor } from "@/lib/domain/permissions";
import { passesInSets } from "@/lib/server/batches/row-standings";
import { emptySql, type Sql, sql, type Transaction } from "@/lib/server/db";
import { signingTeams } from "@/lib/server/sign-offs/signing-teams";

/** What narrows a queue; `null` narrows nothing. */
export type QueueFilter = {
  readonly programId: string;
  readonly teams: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  readonly batches: readonly string[] | null;
  readonly waves: readonly string[] | null;
  readonly waits: readonly string[] | null;
  readonly text: string | null;
};

type Asked = {
  readonly whose: "mine" | "all";
  readonly kind?: readonly string[] | undefined;
  readonly team?: readonly string[] | undefined;
  readonly batch?: readonly string[] | undefined;
  readonly wave?: readonly string[] | undefined;
  readonly waits?: readonly string[] | undefined;
  readonly q?: string | undefined;
};

/** What somebody asks for, with their own teams and those that they stand in for where they ask for theirs. */
export const queueFilter = async (
  tx: Transaction,
  programId: string,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
  asked: Asked,
): Promise<QueueFilter> => {
  const teamsOf = async (): Promise<string[]> => {
    const { own, deputyOf } = await signingTeams(tx, programId, actor, now);
    return [...own, ...deputyOf];
  };
  const mine = asked.whose === "mine" ? await teamsOf() : null;
  const { team } = asked;
  return {
    programId,
    teams: mine && team ? mine.filter((one) => team.includes(one)) : (mine ?? team ?? null),
    kinds: asked.kind ?? null,
    batches: asked.batch ?? null,
    waves: asked.wave ?? null,
    waits: asked.waits ?? null,
    text: asked.q ? `%${asked.q.replace(/[\\%_]/g, "\\$&")}%` : null,
  };
};

const given = <Value>(value: Value | null, condition: (value: Value) => Sql): Sql =>
  value === null ? emptySql : condition(value);

const isDone = sql`i."verification" IN ('verified', 'retired-approved')`;

/**
 * Why a row waits. Every set is read once and hashed, whatever the planner believes of its size: the
 * embedded database gathers no statistics by itself.
 */
const waits = (programId: string): Sql => sql`
  CASE
    WHEN (i."kind", i."key") IN (SELECT r."subjectKind", r."subjectKey" FROM "SignOffReturn" r
      WHERE r."programId" = ${programId}::uuid AND r."settledAt" IS NULL) THEN 'returned'
    WHEN (i."kind", i."key") IN (SELECT s."subjectKind", s."subjectKey" FROM "Signature" s
      WHERE s."programId" = ${programId}::uuid AND s."staleAt" IS NOT NULL
        AND s."withdrawnAt" IS NULL AND s."supersededById" IS NULL) THEN 'stale'
    WHEN ${isDone} AND (i."kind", i."key") IN (SELECT s."subjectKind", s."subjectKey"
      FROM "Signature" s WHERE s."programId" = ${programId}::uuid
        AND s."withdrawnAt" IS NULL AND s."supersededById" IS NULL) THEN 'done'
    WHEN (i."kind", i."key") IN (SELECT a."subjectKind", a."subjectKey" FROM "SignOffAsk" a
      WHERE a."programId" = ${programId}::uuid) THEN 'asked'
    WHEN ${isDone} THEN 'unsigned'
    ELSE 'next-step'
  END`;

/**
 * Whether a row is near its signature: read in the source, and every test's newest run on the target
 * side passed. What a text finds comes by its keys: whoever looks for a row knows which.
 */
const isNear = ({ programId, text }: QueueFilter): Sql =>
  text !== null
    ? sql`false`
    : sql`i."verification" = 'verified-source-anchored' AND ${passesInSets(programId)}`;

const under = (filter: QueueFilter): Sql => sql`
  i."programId" = ${filter.programId}::uuid
  ${given(
    filter.teams,
    (teams) => sql`AND i."teamId" IN (SELECT "id" FROM "Team" WHERE "key" = ANY(${teams}::text[]))`,
  )}
  ${given(filter.kinds, (kinds) => sql`AND i."kind" = ANY(${kinds}::text[])`)}
  ${given(
    filter.waves,
    (waves) => sql`AND (i."wave" = ANY(${waves}::text[]) OR i."phase" = ANY(${waves}::text[]))`,
  )}
  ${given(filter.text, (text) => sql`AND (i."key" ILIKE ${text} OR i."title" ILIKE ${text})`)}
  ${given(filter.waits, (why) => sql`AND ${waits(filter.programId)} = ANY(${why}::text[])`)}`;

const inBatches = ({ programId, batches }: QueueFilter): Sql =>
  given(
    batches,
    (keys) => sql`AND i."id" IN (SELECT bi."itemId" FROM "BatchItem" bi
      JOIN "Batch" b ON b."id" = bi."batchId"
      WHERE b."programId" = ${programId}::uuid AND b."key" = ANY(${keys}::text[]))`,
  );

/** The place of each row's batch that is due first, every row looked up once. */
const ranksOf = (batches: readonly QueueBatch[]): Sql => sql`
  LEFT JOIN (SELECT bi."itemId", min(ranked."rank") AS "rank" FROM "BatchItem" bi
    JOIN unnest(${batches.map(({ id }) => id)}::uuid[]) WITH ORDINALITY ranked("id", "rank")
      ON ranked."id" = bi."batchId"
    GROUP BY bi."itemId") place ON place."itemId" = i."id"`;

/**
 * Ids of all rows under a filter: those near their signature first, done ones last, and before these
 * those that a file brought to the end of the ladder; before that, where
 * they come by batch, in the order of `batches`. One text, for tens of thousands of rows take longer to
 * hand over than to order.
 */
export const orderedIds = async (
  tx: Transaction,
  filter: QueueFilter,
  by: "batch" | "key",
  batches: readonly QueueBatch[],
): Promise<string[]> => {
  const isByBatch = by === "batch";
  const [found] = await tx.$queryRaw<{ ids: string | null }[]>(sql`
    SELECT string_agg(row."id"::text, ',' ORDER BY row."last",
      row."rank" NULLS LAST, row."isNear" DESC, row."kind", row."key") AS "ids"
    FROM (SELECT i."id", i."kind", i."key", 
        CASE WHEN ${isDone} THEN
          CASE ${waits(filter.programId)} WHEN 'done' THEN 2 WHEN 'unsigned' THEN 1 ELSE 0 END
        ELSE 0 END AS "last",
        ${isByBatch ? sql`place."rank"` : sql`0`} AS "rank",
        (${isNear(filter)}) AS "isNear"
      FROM "Item" i ${isByBatch ? ranksOf(batches) : emptySql}
      WHERE ${under(filter)} ${inBatches(filter)}) row`);
  return found?.ids?.split(",") ?? [];
};

const notAsked = ({ waits: why }: QueueFilter): string[] =>
  why?.includes("unsigned") ? ["done"] : ["done", "unsigned"];

/**
 * Kind and key of rows that wait under a filter, at most so many of them: none that is at the end of the
 * ladder by a file, unless the filter asks for those.
 */
export const queueNames = (
  tx: Transaction,
  filter: QueueFilter,
  limit: number,
): Promise<{ kind: string; key: string }[]> =>
  tx.$queryRaw<{ kind: string; key: string }[]>(sql`
    SELECT i."kind", i."key" FROM "Item" i
    WHERE ${under(filter)} ${inBatches(filter)} 
      AND (${waits(filter.programId)}) <> ALL(${notAsked(filter)}::text[])
    ORDER BY i."kind", i."key" LIMIT ${limit}`);

export type QueueBatch = {
  readonly id: string;
  readonly key: string;
  readonly title: string;
  readonly owner: string | null;
  readonly weekOf: Date | null;
  readonly dueAt: Date | null;
  readonly rows: number;
  readonly done: number;
  readonly unsigned: number;
};

const hasNoFilter = ({ teams, kinds, waves, waits: why, text }: QueueFilter): boolean =>
  [teams, kinds, waves, why, text].every((each) => each === null);

/** Of rows with what each waits for: as batches count it, those done are so by a signature or by file. */
const countsDone = sql`
  count(*) FILTER (WHERE row."waits" IN ('done', 'unsigned')) AS "done",
  count(*) FILTER (WHERE row."waits" = 'unsigned') AS "unsigned"`;

/** Of all batches of a program: every row counted once, then those at the end of the ladder. */
const countsOfAll = ({ programId }: QueueFilter): Sql => sql`
  SELECT total."batchId", total."rows", COALESCE(finished."done", 0) AS "done",
    COALESCE(finished."unsigned", 0) AS "unsigned"
  FROM (SELECT bi."batchId", count(*) AS "rows" FROM "BatchItem" bi GROUP BY bi."batchId") total
  LEFT JOIN (SELECT bi."batchId", ${countsDone}
    FROM (SELECT i."id", ${waits(programId)} AS "waits" FROM "Item" i
      WHERE i."programId" = ${programId}::uuid AND ${isDone} OFFSET 0) row
    JOIN "BatchItem" bi ON bi."itemId" = row."id" GROUP BY bi."batchId") finished
    ON finished."batchId" = total."batchId"`;

const countsUnder = (filter: QueueFilter): Sql => sql`
  SELECT bi."batchId", count(*) AS "rows", ${countsDone}
  FROM (SELECT i."id", CASE WHEN ${isDone} THEN ${waits(filter.programId)} END AS "waits"
    FROM "Item" i WHERE ${under(filter)} OFFSET 0) row
  JOIN "BatchItem" bi ON bi."itemId" = row."id" GROUP BY bi."batchId"`;

/** Batches under every filter but that of batches, those due first before others; rows, and how many of them are done, by file too. */
export const queueBatches = (tx: Transaction, filter: QueueFilter): Promise<QueueBatch[]> =>
  tx.$queryRaw<QueueBatch[]>(sql`
    SELECT b."id"::text AS "id", b."key", b."title", b."owner", b."weekOf", b."dueAt", counts."rows"::int AS "rows",
           counts."done"::int AS "done", counts."unsigned"::int AS "unsigned"
    FROM "Batch" b
    JOIN (${hasNoFilter(filter) ? countsOfAll(filter) : countsUnder(filter)}) counts
      ON counts."batchId" = b."id"
    WHERE b."programId" = ${filter.programId}::uuid
    ORDER BY b."dueAt" NULLS LAST, b."key"`);
