/** What decides whether somebody may sign a row now, as the row is shown to them. */
type Standing = {
  readonly missing: readonly { readonly says: string }[];
  readonly objection: string | null;
};

/**
 * Why a row cannot be signed by whoever is shown it, the nearest reason first; `null` where it can. What
 * is missing of the row itself comes before what is said of its reader: that it has every signature
 * that it needs is one such objection.
 */
export const obstacleToSigning = ({ missing, objection }: Standing): string | null =>
  missing[0]?.says ?? objection;
