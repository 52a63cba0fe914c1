import { listUnmatchedTests as operation, type UnmatchedView } from "@/lib/contract/tests";
import { emptySql, sql } from "@/lib/server/db";
import { query } from "@/lib/server/query";

type Row = Omit<UnmatchedView, "lastSeenAt"> & { lastSeenAt: Date; total: number };

/** Reported tests that match nothing, the last seen first, and what people said of others. */
export const listUnmatchedTests = query(
  { name: "list-unmatched-tests", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const q = input.q?.trim();
    const rows = await db.$queryRaw<Row[]>(sql`
      SELECT "identity", "suite", "className", "name", "file", "lastOutcome" AS "outcome", "lastSeenAt",
        "lastEvidenceId"::text AS "evidence", count(*) OVER ()::int AS "total"
      FROM "UnmatchedTest" WHERE "programId" = ${program.id}::uuid
        ${q ? sql` AND position(lower(${q}) IN lower(concat_ws(chr(10), "identity", "suite", "file"))) > 0` : emptySql}
      ORDER BY "lastSeenAt" DESC, "identity" OFFSET ${input.offset} LIMIT ${input.limit}`);
    const mappings = await db.testMapping.findMany({
      where: { programId: program.id },
      orderBy: { at: "desc" },
      take: 200,
    });
    return {
      total: rows[0]?.total ?? 0,
      tests: rows.map(({ total: _, ...row }) => ({
        ...row,
        lastSeenAt: row.lastSeenAt.toISOString(),
      })),
      mappings: mappings.map(({ identity, testKey, className, name, byName, at }) => ({
        identity,
        test: testKey,
        className,
        name,
        by: byName,
        at: at.toISOString(),
      })),
    };
  },
);
