/** Whose place a deputy signed in, and until when they do: a moment in ISO. */
export type InPlaceOf = {
  readonly person: string;
  readonly handle: string;
  readonly name: string;
  readonly until: string;
};

const isPlace = (kept: unknown): kept is InPlaceOf =>
  typeof kept === "object" && kept !== null && "name" in kept;

/** Somebody's standing in for somebody absent, as far as it tells in whose name they sign. */
export type StandIn = {
  /** A team's key, or the absent person's own `@handle`. */
  readonly owner: string;
  readonly inPlaceOf: InPlaceOf;
};

/**
 * In whose place somebody signs for an owner; `null` where they sign in their own name. In: the owner, the
 * teams and handle that are the signer's own, and whom they stand in for today. What is one's own counts
 * before a deputy's time; of several absent people, the first.
 */
export const placeSignedIn = (
  owner: string,
  own: readonly string[],
  standIns: readonly StandIn[],
): InPlaceOf | null =>
  own.includes(owner)
    ? null
    : (standIns.find((standIn) => standIn.owner === owner)?.inPlaceOf ?? null);

/**
 * For whom a signature was given: `for registryd-v1`, and of a deputy `deputy of Kenji Sato for
 * registryd-v1 until 2026-11-30`. Days are those of UTC.
 */
export const signedFor = ({
  team,
  inPlaceOf,
}: {
  readonly team: string;
  readonly inPlaceOf: Pick<InPlaceOf, "name" | "handle" | "until"> | null;
}): string => {
  if (inPlaceOf === null) return `for ${team}`;
  const { name, handle, until } = inPlaceOf;
  const what = team === `@${handle}` ? "" : ` for ${team}`;
  return `deputy of ${name}${what} until ${until.slice(0, 10)}`;
};

/** A signer's name with whose place they signed in, where few words fit: `Inês Duarte (deputy of Kenji Sato)`. */
export const nameWithPlace = (by: string, inPlaceOf: unknown): string =>
  isPlace(inPlaceOf) ? `${by} (deputy of ${inPlaceOf.name})` : by;
