import { dayAfter, daysBetween } from "@/lib/domain/burn-up";

/** How much was done by the end of a day, and of how much. */
export type DonePoint = { readonly day: string; readonly done: number; readonly total: number };

/** Rows a day over the days that it rests on. */
export type Pace = { readonly perDay: number; readonly overDays: number };

export type Forecast =
  | { readonly kind: "done"; readonly says: string }
  /** Too little is known to name any pace. */
  | { readonly kind: "none"; readonly says: string }
  /** At none of the paces it would ever be done. */
  | { readonly kind: "never"; readonly fastest: Pace; readonly says: string }
  | {
      readonly kind: "range";
      readonly earliest: string;
      /** `null`: at the slowest pace never, or not within ten years. */
      readonly latest: string | null;
      readonly slowest: Pace;
      readonly fastest: Pace;
      readonly remaining: number;
      readonly says: string;
    };

/** Whole weeks, so that a window holds as many weekends as any other of its length. */
const windows = [7, 14, 28] as const;

/** Fewer days than this name no pace: one good afternoon is none. */
const leastDays = 3;

/** Days beyond which a date says no more than "never": ten years. */
const horizonDays = 3650;

/** The newest point at or before a day: a day without a point stands as the one before it. */
const pointAt = (points: readonly DonePoint[], day: string): DonePoint | undefined =>
  points.findLast((point) => point.day <= day);

/**
 * The paces of the last 7, 14 and 28 days, as far back as there are points; of all the days there are
 * where those are fewer than seven. Empty where the points span fewer than three days.
 */
export const pacesOf = (points: readonly DonePoint[], today: string): Pace[] => {
  const sorted = [...points]
    .filter(({ day }) => day <= today)
    .sort((one, other) => one.day.localeCompare(other.day));
  const first = sorted[0];
  const last = sorted.at(-1);
  if (!first || !last) return [];
  const known = daysBetween(first.day, today);
  if (known < leastDays) return [];
  const over = windows.filter((days) => days <= known);
  return (over.length > 0 ? over : [known]).flatMap((days) => {
    const then = pointAt(sorted, dayAfter(today, -days));
    return then ? [{ perDay: (last.done - then.done) / days, overDays: days }] : [];
  });
};

const figure = (perDay: number): string =>
  perDay.toLocaleString("en-GB", { maximumFractionDigits: perDay < 1 ? 2 : 1 });

const paceWords = ({ perDay, overDays }: Pace): string =>
  `${figure(perDay)} a day over the last ${overDays} days`;

const daysFor = (remaining: number, { perDay }: Pace): number | null => {
  if (perDay <= 0) return null;
  const days = Math.ceil(remaining / perDay);
  return days > horizonDays ? null : days;
};

/**
 * When everything would be done, as a range: takes the points of the past and today's day, gives the
 * days at the fastest and at the slowest of the paces of the last 7, 14 and 28 days. It is arithmetic
 * on what happened, no promise: it assumes that the total stays as it is today, and names the paces
 * and the days that they rest on. No pace gives no forecast; a pace of nothing or less says "never".
 */
export const forecastOf = (points: readonly DonePoint[], today: string): Forecast => {
  const last = pointAt(
    [...points].sort((one, other) => one.day.localeCompare(other.day)),
    today,
  );
  if (!last || last.total === 0) return { kind: "none", says: "Nothing is tracked yet." };
  const remaining = last.total - last.done;
  if (remaining <= 0) return { kind: "done", says: `All ${last.total} are done.` };
  const paces = pacesOf(points, today);
  const slowest = paces.reduce<Pace | null>(
    (least, pace) => (least && least.perDay <= pace.perDay ? least : pace),
    null,
  );
  const fastest = paces.reduce<Pace | null>(
    (most, pace) => (most && most.perDay >= pace.perDay ? most : pace),
    null,
  );
  if (!slowest || !fastest) {
    return {
      kind: "none",
      says: `No pace is known yet: it takes the points of ${leastDays} days.`,
    };
  }
  const soonest = daysFor(remaining, fastest);
  if (soonest === null) {
    return {
      kind: "never",
      fastest,
      says:
        fastest.perDay <= 0
          ? `At this pace never: ${fastest.perDay < 0 ? "fewer are done than" : "none was done in"} ${fastest.overDays} days${fastest.perDay < 0 ? " ago" : ""}.`
          : `At ${paceWords(fastest)}, not within ten years.`,
    };
  }
  const longest = daysFor(remaining, slowest);
  return {
    kind: "range",
    earliest: dayAfter(today, soonest),
    latest: longest === null ? null : dayAfter(today, longest),
    slowest,
    fastest,
    remaining,
    says: rangeWords(remaining, slowest, fastest, longest),
  };
};

const rangeWords = (
  remaining: number,
  slowest: Pace,
  fastest: Pace,
  longest: number | null,
): string => {
  const left = `${remaining.toLocaleString("en-GB")} are left`;
  if (fastest.overDays < 7) {
    return `${left}, at ${paceWords(fastest)}; it rests on ${fastest.overDays} days only.`;
  }
  if (slowest.overDays === fastest.overDays) return `${left}, at ${paceWords(fastest)}.`;
  if (longest === null) {
    return `${left}, at ${paceWords(fastest)}; ${
      slowest.perDay <= 0
        ? `nothing moved forward in the last ${slowest.overDays} days`
        : `not within ten years at ${paceWords(slowest)}`
    }.`;
  }
  return `${left}, at ${paceWords(fastest)} to ${paceWords(slowest)}.`;
};
