import { readEvidence as operation, type ResultView } from "@/lib/contract/evidence";
import { Refusal } from "@/lib/domain/refusal";
import { emptySql, joinSql, sql } from "@/lib/server/db";
import { readEvidenceRows } from "@/lib/server/evidence/evidence-view";
import { query } from "@/lib/server/query";

type Measured = {
  budget: string;
  side: "legacy" | "target";
  environment: string;
  at: Date;
  seconds: number;
  samples: number | null;
  values: Record<string, number>;
};

/** One piece of evidence: what it says, what it measured, and a window of its results. */
export const readEvidence = query(
  { name: "read-evidence", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const [evidence] = await readEvidenceRows(
      db,
      sql`e."id" = ${input.evidence}::uuid AND e."programId" = ${program.id}::uuid`,
    );
    if (!evidence) {
      throw new Refusal("not-found", `There is no such evidence in ${program.key}.`);
    }
    const q = input.q?.trim();
    const condition = sql`"evidenceId" = ${evidence.id}::uuid
      ${input.outcome?.length ? sql` AND "outcome" IN (${joinSql(input.outcome)})` : emptySql}
      ${input.joined === "matched" ? sql` AND "testKey" IS NOT NULL` : emptySql}
      ${input.joined === "unmatched" ? sql` AND "testKey" IS NULL` : emptySql}
      ${q ? sql` AND position(lower(${q}) IN lower(concat_ws(chr(10), "name", "className", "file", "testKey"))) > 0` : emptySql}`;
    const [counted] = await db.$queryRaw<{ total: number }[]>(
      sql`SELECT count(*)::int AS "total" FROM "TestResult" WHERE ${condition}`,
    );
    const results = await db.$queryRaw<ResultView[]>(sql`
      SELECT "position", "suite", "className", "name", "file", "testKey" AS "test", "outcome",
        "milliseconds", "attempts", "message"
      FROM "TestResult" WHERE ${condition}
      ORDER BY "position" OFFSET ${input.offset} LIMIT ${input.limit}`);
    // Found by the budgets that it is about: among all measurements nothing else is quick.
    const measured = await db.$queryRaw<Measured[]>(sql`
      SELECT b."key" AS "budget", m."side"::text AS "side", n."key" AS "environment", m."at",
        m."seconds", m."samples", m."values"
      FROM "EvidenceSubject" s
      JOIN "Budget" b ON b."programId" = s."programId" AND b."key" = s."key"
      JOIN "Measurement" m ON m."budgetId" = b."id" AND m."evidenceId" = s."evidenceId"
      JOIN "Environment" n ON n."id" = m."environmentId"
      WHERE s."evidenceId" = ${evidence.id}::uuid AND s."level" = 'budget'
      ORDER BY b."key", m."at" LIMIT 200`);
    return {
      evidence,
      measured: measured.map((one) => ({ ...one, at: one.at.toISOString() })),
      total: counted?.total ?? 0,
      results,
    };
  },
);
