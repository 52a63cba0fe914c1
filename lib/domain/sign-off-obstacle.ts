/** What decides whether somebody may sign a row now, as the row is shown to them. */
type Standing = {
  readonly missing: readonly { readonly says: string }[];
  readonly objection: string | null;
  readonly to: string | null;
  readonly waits: string;
  readonly state: string;
};

/**
 * Why a row cannot be signed by whoever is shown it, the nearest reason first; `null` where it can. What
 * is missing of the row itself comes before what is said of its reader.
 */
export const obstacleToSigning = ({
  missing,
  objection,
  to,
  waits,
  state,
}: Standing): string | null => {
  const [lacks] = missing;
  if (lacks) return lacks.says;
  if (objection !== null) return objection;
  return to === null && waits !== "stale" ? `It is ${state}: there is nothing left to sign.` : null;
};
