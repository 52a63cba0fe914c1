import { type Sql, sql } from "@/lib/server/db";

const endOfWeekFrom = (day: Sql): Sql => sql`
  ((${day})::timestamp AT TIME ZONE 'UTC') + interval '7 days' - interval '1 millisecond'`;

/**
 * When a batch `b` is due, as `dueOfBatch` has it: on its own date, else at the end of the week that somebody
 * gave it, else of the last week of the schedule that names it or a wave of its rows; null for none.
 */
export const batchDueAt: Sql = sql`
  COALESCE(b."dueAt", ${endOfWeekFrom(sql`b."weekOf"`)}, (
    SELECT ${endOfWeekFrom(sql`max(w."startsAt")`)} FROM "ScheduleWeek" w
    WHERE w."programId" = b."programId" AND (b."key" = ANY(w."scopes") OR EXISTS (
      SELECT 1 FROM "BatchItem" placed JOIN "Item" row ON row."id" = placed."itemId"
      WHERE placed."batchId" = b."id"
        AND (row."wave" = ANY(w."scopes") OR row."phase" = ANY(w."scopes"))))))`;
