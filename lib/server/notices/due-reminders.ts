import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/domain/permissions";
import { reminderOf } from "@/lib/domain/reminders";
import { remind } from "@/lib/server/commands/remind";
import type { Database } from "@/lib/server/db";
import { readOwed } from "@/lib/server/notices/owed";

const schedule: Actor = { kind: "system", name: "schedule" };

/** One round of reminders: each program in which something is due that was not told of yet, once. */
export const remindOfDue = async (database: Database, now: Date): Promise<void> => {
  const due = (await readOwed(database, now)).flatMap((owed) => {
    const reminder = reminderOf(owed, now);
    const { program, programId } = owed;
    return reminder ? [{ program, programId, dedupe: reminder.dedupe }] : [];
  });
  if (due.length === 0) return;
  const told = await database.notice.findMany({
    where: {
      programId: { in: [...new Set(due.map(({ programId }) => programId))] },
      dedupe: { in: due.map(({ dedupe }) => dedupe) },
    },
    select: { dedupe: true },
  });
  const known = new Set(told.map(({ dedupe }) => dedupe));
  const programs = new Set(
    due.filter(({ dedupe }) => !known.has(dedupe)).map(({ program }) => program),
  );
  for (const program of programs) {
    await remind.run({ actor: schedule, requestId: randomUUID(), now }, { program });
  }
};
