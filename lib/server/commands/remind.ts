import { z } from "zod";
import { Key } from "@/lib/contract/words";
import { reminderOf } from "@/lib/domain/reminders";
import { command } from "@/lib/server/command";
import { readOwed } from "@/lib/server/notices/owed";
import { tell } from "@/lib/server/notices/tell";

/** Reminds of what is due and overdue in a program, once for each stage of it. */
export const remind = command(
  { name: "remind", allow: "installation:manage", input: z.object({ program: Key }) },
  async ({ tx, now, program }) => {
    const told: string[] = [];
    for (const owed of await readOwed(tx, now, program.key)) {
      const reminder = reminderOf(owed, now);
      if (!reminder) continue;
      const { page, pageKey, environment } = owed;
      const query = environment && owed.about !== "request" ? `?environment=${environment}` : "";
      const isNew = await tell(tx, {
        ...reminder,
        program,
        link: `/programs/${program.key}${page}${encodeURIComponent(pageKey)}${query}`,
        subject: { [owed.about]: owed.id, dueAt: owed.dueAt.toISOString() },
        at: now,
      });
      if (isNew) told.push(reminder.dedupe);
    }
    if (told.length === 0) return { event: "repeated", result: { told } };
    return {
      event: { subject: { reminders: told } },
      result: { told },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
