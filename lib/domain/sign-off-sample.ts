/** Ranks are hex; so many digits of one tell where it stands between 0 and 1. */
const digits = 8;

/**
 * Whether a row has to be opened whatever it is signed together with: its rank, a hex text that is as good as
 * random and that nobody chooses, is among the lowest `percent` of all ranks. The rule is the program's
 * SignOffRules.samplePercent.
 */
export const isAlwaysDrawn = (rank: string, percent: number): boolean =>
  Number.parseInt(rank.slice(0, digits), 16) / 16 ** digits < percent / 100;

/**
 * Of the rows that are signed together, those that have to be opened first: every one that always has to
 * be, and where these are fewer than `percent` of them, rounded up, those of the lowest ranks after them.
 * In: the rows, 0 to 100 percent, and the rank of each. None at 0 percent.
 */
export const drawSample = <Row>(
  rows: readonly Row[],
  percent: number,
  rankOf: (row: Row) => string,
): Row[] => {
  const share = Math.min(100, Math.max(0, percent));
  if (share === 0) return [];
  const ranked = rows.map((row) => ({ row, rank: rankOf(row) }));
  const always = ranked.filter(({ rank }) => isAlwaysDrawn(rank, share)).length;
  const count = Math.max(always, Math.ceil((rows.length * share) / 100));
  return ranked
    .sort((one, other) => (one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : 0))
    .slice(0, count)
    .map(({ row }) => row);
};
