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

/**
 * What a session lacks before a second factor is first set up in it; `null` when nothing. Who proved a
 * moment ago who they are may; so may who signed in a moment ago where the provider tells no time of
 * it: there is nothing better to ask for yet.
 */
export const missingProofToSetUp = (
  session: SessionStanding | undefined,
  now: Date,
): MissingProof | null => {
  const missing = missingProof(session, null, now);
  if (!missing || !session) return missing;
  if (session.authenticatedAt === null && isRecent(session.startedAt, now)) return null;
  return {
    kind: "sign-in-again",
    says: "It is a while since you proved who you are: sign in again, then set the second factor up.",
  };
};

export type ProofWay = "password" | "provider" | "second-factor" | "press";

/**
 * The ways in which somebody can prove again who they are, the one to offer first at the front. In:
 * how they signed in, whether their sign-in says when they proved it (a provider that does not say
 * would not say it a second time either), and whether a second factor is set up. Example people prove
 * nothing: they press again.
 */
export const proofWays = (
  authentication: "example" | "password" | "oidc" | "github",
  saysWhen: boolean,
  hasFactor: boolean,
): readonly ProofWay[] => {
  const factor: readonly ProofWay[] = hasFactor ? ["second-factor"] : [];
  if (authentication === "password") return ["password", ...factor];
  if (authentication === "example") return ["press", ...factor];
  return authentication === "oidc" && saysWhen ? ["provider", ...factor] : factor;
};
