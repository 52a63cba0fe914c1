import { createHmac } from "node:crypto";
import type { Actor } from "@/lib/domain/permissions";
import { obstacleToSigning } from "@/lib/domain/sign-off-obstacle";
import { drawSample, isAlwaysDrawn } from "@/lib/domain/sign-off-sample";
import { emptySql, sql, type Transaction } from "@/lib/server/db";
import { runtime } from "@/lib/server/runtime";
import type { ProgramScope } from "@/lib/server/scope";
import { openedDigests } from "@/lib/server/sign-offs/opened-digests";
import { readSubjectRows } from "@/lib/server/sign-offs/sign-off-reading";
import { type SubjectName, subjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { signingTeams } from "@/lib/server/sign-offs/signing-teams";

type Reader = { readonly actor: Extract<Actor, { kind: "person" }>; readonly now: Date };

type Ranks = (row: SubjectName) => string;

const columnsOf = (rows: readonly SubjectName[]) => sql`
  unnest(${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ key }) => key)}::text[])
    wanted("kind", "key")`;

/**
 * The ranks of rows for one person: as good as random, known to the server alone, and the same for as long
 * as nobody signs the row. Neither what it is signed together with nor another run of its tests changes it.
 */
export const rowRanks = async (
  tx: Transaction,
  programId: string,
  personId: string,
  rows: readonly SubjectName[],
): Promise<Ranks> => {
  const signed = await tx.$queryRaw<(SubjectName & { newest: string })[]>(sql`
    SELECT DISTINCT ON (s."subjectKind", s."subjectKey") s."subjectKind" AS "kind",
      s."subjectKey" AS "key", s."id"::text AS "newest"
    FROM "Signature" s JOIN ${columnsOf(rows)} ON wanted."kind" = s."subjectKind"
      AND wanted."key" = s."subjectKey"
    WHERE s."programId" = ${programId}::uuid
    ORDER BY s."subjectKind", s."subjectKey", s."id" DESC`);
  const newest = new Map(signed.map((row) => [subjectName(row), row.newest]));
  const { sessionSecret } = runtime();
  return ({ kind, key }) => {
    const state = newest.get(subjectName({ kind, key })) ?? "unsigned";
    const row = JSON.stringify([programId, personId, kind, key, state]);
    return createHmac("sha256", sessionSecret).update(`sign-off sample ${row}`).digest("hex");
  };
};

/** Of rows that somebody signs together, those that they have to open first. */
export const sampleOf = async <Row extends SubjectName>(
  tx: Transaction,
  programId: string,
  personId: string,
  rows: readonly Row[],
  percent: number,
): Promise<Row[]> =>
  percent === 0 || rows.length === 0
    ? []
    : drawSample(rows, percent, await rowRanks(tx, programId, personId, rows));

/** Rows that wait for somebody's teams in the batches of some rows; beside rows of no batch, those of none and the same teams. */
const neighbours = async (
  tx: Transaction,
  programId: string,
  rows: readonly SubjectName[],
  teams: readonly string[] | null,
): Promise<SubjectName[]> =>
  tx.$queryRaw<SubjectName[]>(sql`
    WITH chosen AS (
      SELECT i."id", i."teamId" FROM "Item" i JOIN ${columnsOf(rows)}
        ON wanted."kind" = i."kind" AND wanted."key" = i."key"
      WHERE i."programId" = ${programId}::uuid),
    batches AS (SELECT DISTINCT "batchId" FROM "BatchItem" WHERE "itemId" IN (SELECT "id" FROM chosen)),
    loose AS (SELECT DISTINCT "teamId" FROM chosen
      WHERE "id" NOT IN (SELECT "itemId" FROM "BatchItem"))
    SELECT i."kind", i."key" FROM "Item" i
    WHERE i."programId" = ${programId}::uuid
      AND i."verification" NOT IN ('verified', 'retired-approved')
      AND i."id" NOT IN (SELECT "id" FROM chosen)
      ${
        teams === null
          ? emptySql
          : sql`AND i."teamId" IN (SELECT "id" FROM "Team" WHERE "key" = ANY(${teams}::text[]))`
      }
      AND (i."id" IN (SELECT "itemId" FROM "BatchItem" WHERE "batchId" IN (SELECT "batchId" FROM batches))
        OR (i."teamId" IN (SELECT "teamId" FROM loose)
          AND i."id" NOT IN (SELECT "itemId" FROM "BatchItem")))
    ORDER BY i."kind", i."key"`);

/** So many rows are read at a time: whoever flips a route meanwhile waits for one such read at most. */
const window = 200;

/**
 * Rows beside some that somebody signs together which they could sign as well and have to open first
 * whatever they are signed with: leaving those out is told, and kept with the run.
 */
export const leftOut = async (
  db: Transaction,
  program: ProgramScope,
  reader: Reader,
  rows: readonly SubjectName[],
): Promise<SubjectName[]> => {
  const { rules } = await signOffSettings(db, program.id);
  if (rules.samplePercent === 0 || rows.length === 0) return [];
  const { actor, now } = reader;
  const { own, deputyOf } = await signingTeams(db, program.id, actor, now);
  const teams = [...own, ...deputyOf];
  const isOfAll = rules.alsoTeams.some((team) => teams.includes(team));
  const near = await neighbours(db, program.id, rows, isOfAll ? null : teams);
  const rankOf = await rowRanks(db, program.id, actor.id, near);
  const drawn = near.filter((row) => isAlwaysDrawn(rankOf(row), rules.samplePercent));
  const left: SubjectName[] = [];
  for (let at = 0; at < drawn.length; at += window) {
    const read = await readSubjectRows(db, program, reader, drawn.slice(at, at + window));
    const keys = read.map(({ key }) => key);
    const opened = await openedDigests(db, program.id, actor.id, keys);
    for (const row of read) {
      const { kind, key } = row;
      const isOpened = opened.get(subjectName(row)) === row.digest;
      if (!isOpened && obstacleToSigning(row) === null) left.push({ kind, key });
    }
  }
  return left;
};
