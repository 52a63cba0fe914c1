export type Allowance = {
  /** Takes `cost` from what a key may use; gives 0, or the seconds to wait when there is too little. */
  take(key: string, cost: number): number;
};

/**
 * What each token may use: `perSecond` units that gather up to `burst`. Nothing is kept of a key whose
 * allowance is whole again. One cost above `burst` is let through alone, else it never would be.
 */
export const createAllowance = (
  { perSecond, burst }: { perSecond: number; burst: number },
  now: () => number,
): Allowance => {
  const used = new Map<string, { level: number; at: number }>();
  const levelOf = (key: string, at: number): number => {
    const entry = used.get(key);
    return entry === undefined
      ? 0
      : Math.max(0, entry.level - ((at - entry.at) / 1000) * perSecond);
  };
  return {
    take: (key, cost) => {
      const at = now();
      const level = levelOf(key, at);
      if (level > 0 && level + cost > burst) {
        return Math.max(1, Math.ceil((level + Math.min(cost, burst) - burst) / perSecond));
      }
      if (used.size > 10_000) {
        for (const other of used.keys()) if (levelOf(other, at) === 0) used.delete(other);
      }
      used.set(key, { level: level + cost, at });
      return 0;
    },
  };
};
