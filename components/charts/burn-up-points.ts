/** How far a program was at the end of a day (`2026-11-21`). */
export type BurnUpPoint = {
  readonly day: string;
  readonly total: number;
  readonly verified: number;
  readonly flipped: number;
};

/** When all rows are verified at the fastest and the slowest rate; `null`: not at that rate. */
export type BurnUpForecast = { readonly low: string | null; readonly high: string | null };

export type BurnUpRow = {
  readonly at: number;
  readonly total?: number;
  readonly verified?: number;
  readonly flipped?: number;
  /** The least and the most that may be verified by then. */
  readonly wedge?: readonly [number, number];
};

const moment = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`);

/** A forecast beyond this many days after the last one known is drawn to there alone. */
const farthestDays = 400;
const dayLength = 86_400_000;

/**
 * The days as rows by time, and the forecast as a wedge that opens at the last day: its upper edge meets the
 * total at `low`, its lower one at `high`. A rate that never gets there leaves its edge where the last day was.
 */
export const burnUpRows = (
  points: readonly BurnUpPoint[],
  forecast: BurnUpForecast | null,
): BurnUpRow[] => {
  const days: BurnUpRow[] = [...points]
    .sort((one, other) => one.day.localeCompare(other.day))
    .map(({ day, total, verified, flipped }) => ({ at: moment(day), total, verified, flipped }));
  const last = days.at(-1);
  if (last?.verified === undefined || last.total === undefined || forecast?.low == null)
    return days;
  const { at, verified, total } = last;
  const limit = at + farthestDays * dayLength;
  const low = Math.min(moment(forecast.low), limit);
  if (low <= at) return days;
  const high = forecast.high === null ? null : moment(forecast.high);
  const edge = (end: number | null, when: number): number =>
    end === null || end <= at
      ? verified
      : Math.min(total, verified + ((total - verified) * (when - at)) / (end - at));
  const far = Math.min(high ?? low + (low - at), limit);
  const stops = [...new Set([low, Math.max(low, far)])];
  return [
    ...days.slice(0, -1),
    { ...last, wedge: [verified, verified] },
    ...stops.map(
      (when): BurnUpRow => ({
        at: when,
        total,
        wedge: [edge(high, when), edge(moment(forecast.low ?? ""), when)],
      }),
    ),
  ];
};
