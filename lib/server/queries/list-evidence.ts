import { listEvidence as operation } from "@/lib/contract/evidence";
import { emptySql, joinSql, type Sql, sql } from "@/lib/server/db";
import { isCurrent, readEvidenceRows, summaryOf } from "@/lib/server/evidence/evidence-view";
import { query } from "@/lib/server/query";

const oneOf = (column: Sql, values: readonly string[] | undefined): Sql =>
  values && values.length > 0 ? sql` AND ${column} IN (${joinSql([...values])})` : emptySql;

/** Evidence of a program under a filter, the newest report first. */
export const listEvidence = query(
  { name: "list-evidence", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const { subject } = input;
    const about = subject
      ? sql` AND EXISTS (SELECT 1 FROM "EvidenceSubject" s WHERE s."evidenceId" = e."id"
          AND s."level" = ${subject.level} AND s."key" = ${subject.key})`
      : emptySql;
    const place = input.environment
      ? sql` AND e."environmentId" = (SELECT n."id" FROM "Environment" n
          WHERE n."programId" = ${program.id}::uuid AND n."key" = ${input.environment})`
      : emptySql;
    const condition = sql`e."programId" = ${program.id}::uuid
      ${oneOf(sql`e."kind"`, input.kind)}
      ${oneOf(sql`e."outcome"`, input.outcome)}
      ${oneOf(sql`e."side"::text`, input.side ? [input.side] : [])}
      ${oneOf(sql`e."commit"`, input.commit ? [input.commit] : [])}
      ${about} ${place} ${input.current ? sql` AND ${isCurrent}` : emptySql}`;
    const [counted] = await db.$queryRaw<{ total: number }[]>(
      sql`SELECT count(*)::int AS "total" FROM "Evidence" e WHERE ${condition}`,
    );
    const kinds = await db.$queryRaw<{ value: string; count: number }[]>(sql`
      SELECT "kind" AS "value", count(*)::int AS "count" FROM "Evidence"
      WHERE "programId" = ${program.id}::uuid GROUP BY "kind" ORDER BY 2 DESC, 1`);
    const rows = await readEvidenceRows(db, condition, input);
    return { total: counted?.total ?? 0, evidence: rows.map(summaryOf), kinds };
  },
);
