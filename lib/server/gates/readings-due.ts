import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/domain/permissions";
import { recordReadings } from "@/lib/server/commands/record-readings";
import { type Database, sql } from "@/lib/server/db";
import { log } from "@/lib/server/log";

const recorder: Actor = { kind: "system", name: "gates" };

/** When a program's gates were last read, on which audit event, and when the first of them turns by age. */
type Look = { readonly sequence: number; readonly until: string | null };

/** What one process remembers, and may forget. */
export type ReadingLooks = { readonly byProgram: Map<string, Look>; nextAt: number };

/** Milliseconds between two rounds: what several reports change is read once. */
const roundMs = 3_000;

export const noReadingLooks = (now: Date): ReadingLooks => ({
  byProgram: new Map(),
  nextAt: now.getTime() + roundMs,
});

type Head = { program: string; sequence: number };

const isDue = (look: Look | undefined, { sequence }: Head, now: Date): boolean =>
  look === undefined ||
  look.sequence !== sequence ||
  (look.until !== null && new Date(look.until) <= now);

/**
 * Records the readings of every program in which something changed, or a gate turns by age alone. The
 * newest event of a program's audit tells whether anything changed at all, so that an idle program costs
 * one row of one query.
 */
export const recordDueReadings = async (
  database: Database,
  now: Date,
  looks: ReadingLooks,
): Promise<void> => {
  if (now.getTime() < looks.nextAt) return;
  looks.nextAt = now.getTime() + roundMs;
  const heads = await database.$queryRaw<Head[]>(sql`
    SELECT p."key" AS "program", COALESCE(c."sequence", 0)::int AS "sequence"
    FROM "Program" p LEFT JOIN "AuditChain" c ON c."chain" = p."id"::text
    WHERE p."status" = 'active' ORDER BY p."key"`);
  for (const head of heads) {
    const { program } = head;
    if (!isDue(looks.byProgram.get(program), head, now)) continue;
    try {
      const context = { actor: recorder, requestId: randomUUID(), now };
      const { sequence, until } = await recordReadings.run(context, { program });
      looks.byProgram.set(program, { sequence, until });
    } catch (error) {
      log.warn({ error, program }, "readings were not recorded; it is tried again");
    }
  }
};
