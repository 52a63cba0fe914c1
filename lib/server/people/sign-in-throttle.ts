export type SignInThrottle = {
  /** Counts an attempt before it is judged, so that many at once gain nothing. `false`: wait. */
  admit(handle: string, now: number): boolean;
  /** The attempt was right: what came before it no longer counts. */
  forget(handle: string): void;
};

/**
 * Limits guesses at one handle: `limit` attempts within `windowMilliseconds` of the first, then none
 * until that window ends. It holds at most `most` handles and forgets the oldest first.
 */
export const createSignInThrottle = ({
  limit = 10,
  windowMilliseconds = 15 * 60_000,
  most = 10_000,
} = {}): SignInThrottle => {
  const attempts = new Map<string, { count: number; until: number }>();
  return {
    admit: (handle, now) => {
      const known = attempts.get(handle);
      const entry =
        known && known.until > now ? known : { count: 0, until: now + windowMilliseconds };
      if (entry.count >= limit) return false;
      entry.count += 1;
      attempts.delete(handle);
      attempts.set(handle, entry);
      const oldest = attempts.size > most ? attempts.keys().next().value : undefined;
      if (oldest !== undefined) attempts.delete(oldest);
      return true;
    },
    forget: (handle) => {
      attempts.delete(handle);
    },
  };
};
