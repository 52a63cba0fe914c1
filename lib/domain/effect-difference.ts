type Move = { readonly key: string; readonly from: string; readonly to: string };

const shown = 20;

/**
 * What a change would do now other than when it was asked for, each in words: rows that it no longer
 * moves, rows that it moves besides, and rows that it moves from or to another owner.
 */
export const effectDifference = (asked: readonly Move[], current: readonly Move[]): string[] => {
  const before = new Map(asked.map((move) => [move.key, move]));
  const now = new Map(current.map((move) => [move.key, move]));
  const says = [
    ...asked
      .filter(({ key }) => !now.has(key))
      .map(({ key, to }) => `${key} would no longer change: it was to go to ${to}.`),
    ...current.flatMap(({ key, from, to }) => {
      const was = before.get(key);
      if (!was) return [`${key} would change too: ${from} -> ${to}.`];
      return was.from === from && was.to === to
        ? []
        : [`${key} would change ${from} -> ${to}; asked was ${was.from} -> ${was.to}.`];
    }),
  ];
  const rest = says.length - shown;
  return rest > 0 ? [...says.slice(0, shown), `and ${rest} more.`] : says;
};
