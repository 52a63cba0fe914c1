import { randomUUID } from "node:crypto";
import { dayOf } from "@/lib/domain/burn-up";
import type { Actor } from "@/lib/domain/permissions";
import { recordProgress } from "@/lib/server/commands/record-progress";
import { type Database, sql } from "@/lib/server/db";
import { log } from "@/lib/server/log";

const recorder: Actor = { kind: "system", name: "progress" };

/** When a program was last counted, and the newest audit event that the count had seen. */
type Look = { readonly day: string; readonly sequence: number; readonly at: number };

/** By program, and when the next round is: what one process remembers, and may forget. */
export type ProgressLooks = { readonly byProgram: Map<string, Look>; nextAt: number };

/** Milliseconds between two rounds, and between two counts of a program that keeps changing. */
const roundMs = 60_000;
const patienceMs = 15 * 60_000;

/** The first round comes a minute after the start: nobody waits for it, and the first pages are busy then. */
export const noLooks = (now: Date): ProgressLooks => ({
  byProgram: new Map(),
  nextAt: now.getTime() + roundMs,
});

type Head = { program: string; sequence: number };

const isDue = (look: Look | undefined, { sequence }: Head, now: Date): boolean => {
  if (!look || look.day !== dayOf(now)) return true;
  return look.sequence !== sequence && now.getTime() - look.at >= patienceMs;
};

/**
 * Records the progress of every running program that changed: on each day once, and then at most four
 * times an hour. The newest event of a program's audit tells whether anything changed at all, so that
 * an idle program is not counted; any number of processes may do it at once.
 */
export const recordDueProgress = async (
  database: Database,
  now: Date,
  looks: ProgressLooks,
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
    const day = dayOf(now);
    try {
      const context = { actor: recorder, requestId: randomUUID(), now };
      const { sequence } = await recordProgress.run(context, { program, day });
      if (sequence === null) continue;
      looks.byProgram.set(program, { day, sequence, at: now.getTime() });
    } catch (error) {
      log.warn({ error, program }, "progress was not recorded; it is tried again");
    }
  }
};
