import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { reopenMilestone } from "@/lib/server/commands/reopen-milestone";
import { type Database, sql } from "@/lib/server/db";
import { log } from "@/lib/server/log";

const schedule: Actor = { kind: "system", name: "schedule" };

type Due = {
  readonly program: string;
  readonly milestone: string;
  readonly number: number;
  readonly position: number;
};

/**
 * Finds conditions of a go that are past their time, and opens their milestones again, each in a transaction of its
 * own. What somebody else noted meanwhile is no fault.
 */
export const reopenForOverdue = async (database: Database, now: Date): Promise<void> => {
  const due = await database.$queryRaw<Due[]>(sql`
    SELECT p."key" AS "program", m."key" AS "milestone", g."number", c."position"
    FROM "Condition" c
    JOIN "GoNoGo" g ON g."id" = c."goNoGoId"
    JOIN "Milestone" m ON m."id" = g."milestoneId"
    JOIN "Program" p ON p."id" = m."programId"
    WHERE c."doneAt" IS NULL AND c."overdueAt" IS NULL AND c."dueAt" < ${now}
    ORDER BY c."dueAt" LIMIT 100`);
  for (const condition of due) {
    try {
      await reopenMilestone.run({ actor: schedule, requestId: randomUUID(), now }, condition);
    } catch (error) {
      if (!(error instanceof Refusal))
        log.warn({ error, ...condition }, "noting an overdue condition failed; it is tried again");
    }
  }
};
