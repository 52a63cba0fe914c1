/**
 * The place that a key leads to from a tab, of `count` in a row: the arrows go round, Home and End to the ends, as the
 * ARIA practices have it. `null` for keys that mean nothing here.
 */
export const tabKey = (key: string, at: number, count: number): number | null => {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowLeft":
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
};
