/** Seconds from a failed attempt to the next: eight attempts over about seventeen hours. */
const waits = [5, 30, 120, 600, 3_600, 14_400, 43_200] as const;

/** How far a wait may stray either way, so that many that failed together do not come back together. */
const jitter = 0.2;

/**
 * When to try again what has failed `attempts` times, the last time at `failedAt`; `null` when it was
 * the last attempt, and it is dead until somebody replays it. `chance`: from 0 up to 1.
 */
export const nextAttempt = (attempts: number, failedAt: Date, chance: number): Date | null => {
  const wait = waits[attempts - 1];
  if (wait === undefined) return null;
  const stray = 1 - jitter + 2 * jitter * chance;
  return new Date(failedAt.getTime() + Math.round(wait * stray * 1_000));
};
