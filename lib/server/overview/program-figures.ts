import type { ProgramFigures } from "@/lib/contract/programs";
import { type Database, sql } from "@/lib/server/db";

/** How many gates are blocked, decisions and blockers open, and which milestone comes next. */
export const programFigures = async (
  db: Database,
  programId: string,
  now: Date,
): Promise<ProgramFigures> => {
  const [row] = await db.$queryRaw<ProgramFigures[]>(sql`
    SELECT
      (SELECT count(*)::int FROM "ProgramGate"
        WHERE "programId" = ${programId}::uuid AND "state" = 'blocked') AS "gatesBlocked",
      (SELECT count(*)::int FROM "Decision"
        WHERE "programId" = ${programId}::uuid AND "status" = 'open') AS "decisionsOpen",
      (SELECT count(*)::int FROM "Decision"
        WHERE "programId" = ${programId}::uuid AND "status" = 'open'
          AND "targetAt" < ${now}) AS "decisionsLate",
      (SELECT count(*)::int FROM "Blocker"
        WHERE "programId" = ${programId}::uuid AND "resolvedAt" IS NULL) AS "blockersOpen",
      (SELECT "key" FROM "Milestone"
        WHERE "programId" = ${programId}::uuid AND "state" NOT IN ('go', 'conditional-go')
        ORDER BY "position", "key" LIMIT 1) AS "milestone"`);
  if (!row) throw new Error("A query without a table gave no row.");
  return row;
};
