import type { Transaction } from "@/lib/server/db";
import type { ExampleMoment } from "@/lib/server/examples/example-moment";
import type { ExampleSchedule } from "@/prisma/examples/example-record";

const parts = (titles: readonly string[]): { title: string }[] =>
  titles.map((title) => ({ title }));

/** The Monday of the week that a day is in (UTC). */
const mondayOf = (at: Date): Date => {
  const monday = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));
  monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
  return monday;
};

/** Writes the schedule of an example's reviews, its weeks counted from this one, and who sees to its batches. */
export const writeExampleSchedule = async (
  tx: Transaction,
  { weeks, checklist, cautions, batches = [] }: ExampleSchedule,
  { programId, now, dateIn }: ExampleMoment,
): Promise<void> => {
  await tx.scheduleWeek.createMany({
    data: weeks.map(({ from, scopes, notes = "", goals }) => {
      const startsAt = mondayOf(now);
      startsAt.setUTCDate(startsAt.getUTCDate() + 7 * from);
      return { programId, startsAt, scopes: [...scopes], notes, goals };
    }),
  });
  await tx.reviewGuide.create({
    data: { programId, checklist: parts(checklist), cautions: parts(cautions) },
  });
  for (const { key, title, owner, due } of batches) {
    await tx.batch.updateMany({
      where: { programId, key },
      data: { title, owner, ...(due === undefined ? {} : { dueAt: dateIn(due) }) },
    });
  }
};
