import type { ProgramFigures } from "@/lib/contract/overview";
import { readFigures as operation } from "@/lib/contract/overview";
import { sql } from "@/lib/server/db";
import { query } from "@/lib/server/query";

/** How many gates are blocked, decisions and blockers open: what stands beside the pages' names. */
export const readFigures = query(
  { name: "read-figures", allow: "program:read", input: operation.input },
  async ({ db, program, now }) => {
    const [row] = await db.$queryRaw<ProgramFigures[]>(sql`
      SELECT
        (SELECT count(*)::int FROM "ProgramGate"
          WHERE "programId" = ${program.id}::uuid AND "state" = 'blocked') AS "gatesBlocked",
        (SELECT count(*)::int FROM "Decision"
          WHERE "programId" = ${program.id}::uuid AND "status" = 'open') AS "decisionsOpen",
        (SELECT count(*)::int FROM "Decision"
          WHERE "programId" = ${program.id}::uuid AND "status" = 'open'
            AND "targetAt" < ${now}) AS "decisionsLate",
        (SELECT count(*)::int FROM "Blocker"
          WHERE "programId" = ${program.id}::uuid AND "resolvedAt" IS NULL) AS "blockersOpen",
        (SELECT "key" FROM "Milestone"
          WHERE "programId" = ${program.id}::uuid AND "state" IN ('open', 'no-go', 'reopened')
          ORDER BY "position" LIMIT 1) AS "milestone"`);
    return (
      row ?? {
        gatesBlocked: 0,
        decisionsOpen: 0,
        decisionsLate: 0,
        blockersOpen: 0,
        milestone: null,
      }
    );
  },
);
