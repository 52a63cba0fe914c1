import { type BatchCounts, sumOfCounts } from "@/lib/domain/batch-standing";
import { emptySql, type Sql, sql, type Transaction } from "@/lib/server/db";

/** A place in the legacy source among a row's attributes: as `anchorsIn` and the step's need read them. */
const hasAnchor = sql`EXISTS (
  SELECT 1 FROM jsonb_each_text(i."attributes") a, regexp_split_to_table(a."value", '[;,]') place
  WHERE a."key" ~ '(^|_)(evidence_ref|anchors?|source_ref)$' AND a."key" <> 'test_evidence_ref'
    AND btrim(place) ~ '^[^[:space:]:][^:]*:[0-9]+$')`;

const hasWayBack = sql`EXISTS (
  SELECT 1 FROM jsonb_each_text(i."attributes") a
  WHERE a."key" IN ('rollback_note', 'rollback_steps', 'rollback_value', 'rollback_control')
    AND btrim(a."value") <> '')`;

const decisionOf = sql`(
  SELECT substring(a."value" FROM '\\yD-[0-9]{1,4}\\y') FROM jsonb_each_text(i."attributes") a
  WHERE a."value" ~ '\\yD-[0-9]{1,4}\\y' LIMIT 1)`;

const passes = (programId: string): Sql => sql`
  i."id" IN (
    SELECT c."itemId" FROM "ContractTest" c
    LEFT JOIN "TestStanding" g ON g."programId" = ${programId}::uuid AND g."testKey" = c."key"
      AND g."side" = 'target'
    WHERE c."role" NOT LIKE '%fixture'
    GROUP BY c."itemId"
    HAVING bool_and(COALESCE(g."lastOutcome" = 'passed' AND g."lastRunCommit" IS NOT NULL, false)))`;

/** Cheap questions first: the ones about attributes are asked of few rows. */
const canBeVerified = (programId: string): Sql => sql`
  CASE WHEN i."teamId" IS NULL THEN false WHEN NOT (${passes(programId)}) THEN false
    WHEN NOT (${hasWayBack}) THEN false ELSE ${hasAnchor} END`;

const isReady = (programId: string): Sql => sql`
  CASE
    WHEN i."verification" IN ('planned', 'source-anchored-needs-review') THEN ${hasAnchor}
    WHEN i."verification" = 'needs-triage' AND ${decisionOf} IS NOT NULL THEN EXISTS (
      SELECT 1 FROM "Decision" d WHERE d."programId" = ${programId}::uuid
        AND d."key" = ${decisionOf} AND d."status" = 'approved')
    WHEN i."verification" IN ('verified-source-anchored', 'needs-triage')
      THEN ${canBeVerified(programId)}
    ELSE false
  END`;

/**
 * Rows of a program, each with the one thing it waits for: what `readSignOffRows` says of each of them,
 * told for all of them at once. Every set is read once and hashed: the embedded database keeps no statistics.
 */
const markedRows = (programId: string, more: Sql = emptySql): Sql => sql`
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
      WHEN i."verification" IN ('verified', 'retired-approved') THEN 'done'
      WHEN ${isReady(programId)} THEN 'ready'
      ELSE 'lacking'
    END AS "standing",
    i."id" NOT IN (SELECT bi."itemId" FROM "BatchItem" bi) AS "isUnbatched"
  FROM "Item" i
  WHERE i."programId" = ${programId}::uuid ${more}`;

const counts = sql`
  count(*)::int AS "rows",
  count(*) FILTER (WHERE m."standing" = 'done')::int AS "done",
  count(*) FILTER (WHERE m."standing" = 'ready')::int AS "ready",
  count(*) FILTER (WHERE m."standing" = 'lacking')::int AS "lacking",
  count(*) FILTER (WHERE m."standing" = 'stale')::int AS "stale",
  count(*) FILTER (WHERE m."standing" = 'returned')::int AS "returned",
  count(*) FILTER (WHERE m."isSigned")::int AS "signed",
  count(*) FILTER (WHERE m."teamId" IS NULL)::int AS "unowned"`;

type CountRow = BatchCounts & {
  readonly of: "batch" | "wave" | "unbatched";
  readonly key: string;
  readonly kinds: string[];
  readonly waves: (string | null)[];
  readonly phases: (string | null)[];
  readonly unbatched: number;
};

/** What was counted of one batch or wave, and what is in it. */
export type Counted = {
  readonly key: string;
  readonly counts: BatchCounts;
  readonly kinds: readonly string[];
  /** Waves and phases of its rows. */
  readonly waves: readonly string[];
  /** Rows of it that are in no batch. */
  readonly unbatched: number;
};

export const countsOf = ({
  rows,
  done,
  ready,
  lacking,
  stale,
  returned,
  signed,
  unowned,
}: BatchCounts): BatchCounts => ({
  rows,
  done,
  ready,
  lacking,
  stale,
  returned,
  signed,
  unowned,
});

const counted = (row: CountRow): Counted => ({
  key: row.key,
  counts: countsOf(row),
  kinds: [...row.kinds].sort(),
  waves: [...new Set([...row.waves, ...row.phases].filter((wave) => wave !== null))].sort(),
  unbatched: row.unbatched,
});

const about = sql`
  array_agg(DISTINCT m."kind") AS "kinds", array_agg(DISTINCT m."wave") AS "waves",
  array_agg(DISTINCT m."phase") AS "phases",
  count(*) FILTER (WHERE m."isUnbatched")::int AS "unbatched"`;

/** How far the batches and waves of a program are, all of them counted in one reading of its rows. */
export const countBatches = async (
  tx: Transaction,
  programId: string,
): Promise<{
  readonly batches: ReadonlyMap<string, Counted>;
  readonly waves: readonly Counted[];
  readonly unbatched: number;
}> => {
  const rows = await tx.$queryRaw<CountRow[]>(sql`
    WITH marked AS MATERIALIZED (${markedRows(programId)})
    SELECT 'batch' AS "of", b."key", ${counts}, ${about}
    FROM marked m JOIN "BatchItem" bi ON bi."itemId" = m."id" JOIN "Batch" b ON b."id" = bi."batchId"
    GROUP BY b."key"
    UNION ALL
    SELECT 'wave', w."name", ${counts}, ${about}
    FROM marked m CROSS JOIN LATERAL
      (SELECT DISTINCT name FROM unnest(ARRAY[m."wave", m."phase"]) name WHERE name IS NOT NULL) w
    GROUP BY w."name"
    UNION ALL
    SELECT 'unbatched', '', ${counts}, ${about} FROM marked m WHERE m."isUnbatched"`);
  const of = (what: CountRow["of"]): Counted[] =>
    rows.filter((row) => row.of === what && row.rows > 0).map(counted);
  return {
    batches: new Map(of("batch").map((one) => [one.key, one])),
    waves: of("wave").sort((one, other) => (one.key < other.key ? -1 : 1)),
    unbatched: of("unbatched")[0]?.counts.rows ?? 0,
  };
};

/** Which batches and which waves are gone through in which week. */
export type Placement = {
  readonly batches: readonly { readonly batch: string; readonly week: string }[];
  readonly scopes: readonly { readonly scope: string; readonly week: string }[];
};

/** Rows of weeks: those of their batches, and of their waves what is in no batch; each once a week. */
const rowsOfWeeks = (programId: string, placement: Placement): Sql => sql`
  SELECT bi."itemId" AS "id", p."week" FROM "BatchItem" bi
  JOIN "Batch" b ON b."id" = bi."batchId" AND b."programId" = ${programId}::uuid
  JOIN jsonb_to_recordset(${JSON.stringify(placement.batches)}::jsonb) AS p("batch" text, "week" text)
    ON p."batch" = b."key"
  UNION
  SELECT m."id", s."week" FROM marked m
  JOIN jsonb_to_recordset(${JSON.stringify(placement.scopes)}::jsonb) AS s("scope" text, "week" text)
    ON s."scope" = m."wave" OR s."scope" = m."phase"
  WHERE m."isUnbatched"`;

/** How far the weeks of a schedule are, by their first days. */
export const countWeeks = async (
  tx: Transaction,
  programId: string,
  placement: Placement,
): Promise<ReadonlyMap<string, BatchCounts>> => {
  const rows = await tx.$queryRaw<(BatchCounts & { week: string })[]>(sql`
    WITH marked AS MATERIALIZED (${markedRows(programId)})
    SELECT placed."week", ${counts}
    FROM (${rowsOfWeeks(programId, placement)}) placed JOIN marked m ON m."id" = placed."id"
    GROUP BY placed."week"`);
  return new Map(rows.map((row) => [row.week, countsOf(row)]));
};

type Waiting = { readonly kind: string; readonly key: string };

/** Rows of a week that are not done, those that can be signed first. */
export const waitingInWeek = (
  tx: Transaction,
  programId: string,
  week: string,
  placement: Placement,
): Promise<Waiting[]> =>
  tx.$queryRaw<Waiting[]>(sql`
    WITH marked AS MATERIALIZED (${markedRows(programId)})
    SELECT m."kind", m."key"
    FROM (${rowsOfWeeks(programId, placement)}) placed JOIN marked m ON m."id" = placed."id"
    WHERE placed."week" = ${week} AND m."standing" <> 'done'
    ORDER BY m."standing" <> 'ready', m."kind", m."key"`);

const inBatch = (batchId: string): Sql =>
  sql`AND i."id" IN (SELECT "itemId" FROM "BatchItem" WHERE "batchId" = ${batchId}::uuid)`;

/** Rows of a batch that are not done, those that can be signed first. */
export const waitingInBatch = (
  tx: Transaction,
  programId: string,
  batchId: string,
): Promise<Waiting[]> =>
  tx.$queryRaw<Waiting[]>(sql`
    SELECT m."kind", m."key" FROM (${markedRows(programId, inBatch(batchId))}) m
    WHERE m."standing" <> 'done' ORDER BY m."standing" <> 'ready', m."kind", m."key"`);

/** How far a batch is, all of it and by the teams that own its rows. */
export const countBatch = async (
  tx: Transaction,
  programId: string,
  batch: { readonly id: string; readonly key: string },
): Promise<{
  readonly counted: Counted;
  readonly teams: readonly { readonly team: string | null; readonly counts: BatchCounts }[];
}> => {
  const rows = await tx.$queryRaw<(CountRow & { team: string | null })[]>(sql`
    SELECT t."key" AS "team", 'batch' AS "of", ${batch.key} AS "key", ${counts}, ${about}
    FROM (${markedRows(programId, inBatch(batch.id))}) m LEFT JOIN "Team" t ON t."id" = m."teamId"
    GROUP BY t."key" ORDER BY t."key" NULLS LAST`);
  const each = rows.map(counted);
  return {
    counted: {
      key: batch.key,
      counts: sumOfCounts(each.map((one) => one.counts)),
      kinds: [...new Set(each.flatMap(({ kinds }) => kinds))].sort(),
      waves: [...new Set(each.flatMap(({ waves }) => waves))].sort(),
      unbatched: 0,
    },
    teams: rows.map((row) => ({ team: row.team, counts: countsOf(row) })),
  };
};
