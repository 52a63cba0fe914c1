import type { SessionStanding } from "./permissions";

/** Milliseconds that a proof of who somebody is counts for the first signature of a session. */
export const proofLasts = 15 * 60_000;

export type MissingProof = {
  /** `sign-in-again`: with a password or at the provider. `second-factor`: the provider says no time of it. */
  readonly kind: "sign-in-again" | "second-factor";
  readonly says: string;
};

const isRecent = (at: Date | null, now: Date): boolean =>
  at !== null && now.getTime() - at.getTime() < proofLasts && at.getTime() - now.getTime() < 60_000;

/**
 * What a session lacks before its first signature; `null` when nothing. In: the session, when
 * something was last signed in it (`null`: never), and now. Whoever signed in a moment ago has
 * proven it; later they sign in again, and where the provider tells no time of that, give a second
 * factor. Once signed, the session may go on signing. The rule is domain.md's, "Sign-off".
 */
export const missingProof = (
  session: SessionStanding | undefined,
  lastSignedAt: Date | null,
  now: Date,
): MissingProof | null => {
  if (!session) {
    return {
      kind: "sign-in-again",
      says: "There is no session to sign in: sign in with a browser, then sign.",
    };
  }
  if (lastSignedAt !== null && lastSignedAt >= session.startedAt) return null;
  if (isRecent(session.authenticatedAt, now) || isRecent(session.factorAt, now)) return null;
  return session.authenticatedAt === null
    ? {
        kind: "second-factor",
        says: "Your sign-in does not say when you proved who you are: give your second factor first.",
      }
    : {
        kind: "sign-in-again",
        says: "It is a while since you proved who you are: sign in again before the first signature.",
      };
};
