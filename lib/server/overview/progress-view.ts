import type { ProgramProgress } from "@/lib/contract/overview";
import { dayAfter, dayOf } from "@/lib/domain/burn-up";
import { forecastOf } from "@/lib/domain/forecast";
import type { Transaction } from "@/lib/server/db";
import { progressNow, readProgress } from "@/lib/server/overview/progress";

/** The pace rests on at most so many days; more are read only to be drawn. */
const paceDays = 29;

/** A program's burn-up up to now, and the days that its paces lead to. */
export const progressView = async (
  tx: Transaction,
  program: { readonly id: string; readonly key: string },
  now: Date,
  days: number,
): Promise<ProgramProgress> => {
  const today = dayOf(now);
  const from = dayAfter(today, -Math.max(days, paceDays));
  const stored = await readProgress(tx, program.id, from);
  const current = await progressNow(tx, program, today);
  const points = [
    ...stored.filter(({ day }) => day < today),
    ...(current.total > 0 ? [current] : []),
  ];
  const forecast = (doneIn: (point: (typeof points)[number]) => number) =>
    forecastOf(
      points.map((point) => ({ day: point.day, total: point.total, done: doneIn(point) })),
      today,
    );
  const row = await tx.program.findUniqueOrThrow({
    where: { id: program.id },
    select: { createdAt: true },
  });
  const created = dayOf(row.createdAt);
  return {
    points: points.filter(({ day }) => day >= dayAfter(today, -days)),
    verified: forecast(({ verified }) => verified),
    flipped: Object.fromEntries(
      Object.keys(current.flipped).map((key) => [
        key,
        forecast(({ flipped }) => flipped[key] ?? 0),
      ]),
    ),
    // Nothing is recorded before a program is made here, but for what an example brings.
    recordedSince: points.some(({ day }) => day < created) ? created : null,
  };
};
