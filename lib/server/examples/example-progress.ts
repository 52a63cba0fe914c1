import { dayAfter, dayOf, type ProgressPoint } from "@/lib/domain/burn-up";
import type { ExampleProgress } from "@/prisma/examples/example-record";

/** The share at a place from 0 (the first day) to 1 (today), on the line through the given ones. */
const shareAt = (shares: readonly number[], place: number): number => {
  const at = place * (shares.length - 1);
  const before = shares[Math.floor(at)] ?? 0;
  const after = shares[Math.ceil(at)] ?? before;
  return before + (after - before) * (at - Math.floor(at));
};

/** The days of an example's program before today, so that they end where it really stands. */
export const exampleProgress = (
  { days, verified, flipped }: ExampleProgress,
  today: ProgressPoint,
  now: Date,
): ProgressPoint[] =>
  Array.from({ length: days }, (_, index): ProgressPoint => {
    const place = index / days;
    return {
      day: dayAfter(dayOf(now), index - days),
      total: today.total,
      verified: Math.round(today.verified * shareAt(verified, place)),
      flipped: Object.fromEntries(
        Object.entries(today.flipped).map(([key, count]) => [
          key,
          Math.round(count * shareAt(flipped[key] ?? [0, 0], place)),
        ]),
      ),
    };
  });
