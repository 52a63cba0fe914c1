/** A value over time; `null` where nothing was measured. */
type TrendPoint = { readonly at: string; readonly value: number | null };

export type TrendSeries = {
  readonly key: string;
  readonly label: string;
  readonly tone: "legacy" | "target" | "baseline";
  readonly points: readonly TrendPoint[];
};

/** A line that may not be crossed, with the words that are drawn at it. */
export type TrendLimit = { readonly value: number; readonly label: string };

/** One moment with what each series has there, by the series' key. */
export type TrendRow = { readonly at: number; readonly [series: string]: number | null };

/**
 * Series as rows by time, oldest first. A silence in a series that is longer than `gapSeconds` becomes a
 * moment without a value, so that a line breaks where nothing was measured instead of running across.
 */
export const trendRows = (series: readonly TrendSeries[], gapSeconds: number): TrendRow[] => {
  const rows = new Map<number, Record<string, number | null>>();
  const put = (at: number, key: string, value: number | null): void => {
    const row = rows.get(at) ?? {};
    rows.set(at, { ...row, [key]: value ?? row[key] ?? null });
  };
  for (const { key, points } of series) {
    const sorted = points
      .map(({ at, value }) => ({ at: Date.parse(at), value }))
      .sort((one, other) => one.at - other.at);
    let before: number | null = null;
    for (const { at, value } of sorted) {
      if (before !== null && at - before > gapSeconds * 1000) {
        put(Math.round((before + at) / 2), key, null);
      }
      put(at, key, value);
      before = at;
    }
  }
  return [...rows].sort(([one], [other]) => one - other).map(([at, values]) => ({ at, ...values }));
};

/** Moments of points without a neighbour on either side: a line alone would not show them. */
export const aloneIn = (rows: readonly TrendRow[], key: string): ReadonlySet<number> => {
  const own = rows.filter((row) => row[key] !== undefined);
  const isKnown = (index: number): boolean => (own[index]?.[key] ?? null) !== null;
  return new Set(
    own.flatMap(({ at }, index) =>
      isKnown(index) && !isKnown(index - 1) && !isKnown(index + 1) ? [at] : [],
    ),
  );
};
