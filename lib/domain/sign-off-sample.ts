/**
 * Of the rows that are signed together, those that have to be opened first: `percent` of them, rounded
 * up, drawn by `rankOf`. In: the rows, 0 to 100 percent, and the rank of each, a text that is as good as
 * random and always the same for the same run, so that drawing again draws the same. None at 0 percent.
 * The rule is the program's SignOffRules.samplePercent.
 */
export const drawSample = <Row>(
  rows: readonly Row[],
  percent: number,
  rankOf: (row: Row) => string,
): Row[] => {
  const share = Math.min(100, Math.max(0, percent)) / 100;
  const count = Math.ceil(rows.length * share);
  if (count === 0) return [];
  return rows
    .map((row) => ({ row, rank: rankOf(row) }))
    .sort((one, other) => (one.rank < other.rank ? -1 : one.rank > other.rank ? 1 : 0))
    .slice(0, count)
    .map(({ row }) => row);
};
