/** The hour of the day, UTC, at which digests go. */
const digestHour = 6;

const dayMilliseconds = 86_400_000;

/** When the next daily digest is due: the first 06:00 UTC after a moment. */
export const nextDigest = (after: Date): Date => {
  const at = new Date(after);
  at.setUTCHours(digestHour, 0, 0, 0);
  return at > after ? at : new Date(at.getTime() + dayMilliseconds);
};

/** From when on a digest that is due at a moment tells: a day before it, however late it goes. */
export const digestStart = (due: Date): Date => new Date(due.getTime() - dayMilliseconds);
