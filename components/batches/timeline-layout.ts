const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

const startOf = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);

/** Where a bar stands in a timeline of weeks: its first column from 0, and how many columns it spans. */
export type Bar = { readonly from: number; readonly span: number };

export type TimelineLayout = {
  /** First days of the columns, a week each, without a gap. */
  readonly columns: readonly string[];
  /** How far through the columns now is, from 0 to 1; `before` or `after` where it is outside of them. */
  readonly today: number | "before" | "after";
};

/** Columns from the first to the last of some weeks; those between that nobody planned stand in as well. At most two years. */
export const timelineLayout = (weeks: readonly string[], now: number): TimelineLayout | null => {
  const starts = weeks.map(startOf).sort((one, other) => one - other);
  const [first] = starts;
  const last = starts.at(-1);
  if (first === undefined || last === undefined) return null;
  const count = Math.min(104, Math.floor((last - first) / weekMs) + 1);
  const columns = Array.from({ length: count }, (_, at) =>
    new Date(first + at * weekMs).toISOString().slice(0, 10),
  );
  const share = (now - first) / (count * weekMs);
  return { columns, today: share < 0 ? "before" : share >= 1 ? "after" : share };
};

/** The bar of something that is gone through in some weeks; `null` where it is in none of the columns. */
export const barOf = (weeks: readonly string[], columns: readonly string[]): Bar | null => {
  const [first] = columns;
  if (first === undefined) return null;
  const at = weeks
    .map((week) => Math.floor((startOf(week) - startOf(first)) / weekMs))
    .filter((place) => place >= 0 && place < columns.length);
  if (at.length === 0) return null;
  const from = Math.min(...at);
  return { from, span: Math.max(...at) - from + 1 };
};

/** A week's first day as people say it: `9 Feb`. */
export const weekWords = (day: string): string =>
  new Date(startOf(day)).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
