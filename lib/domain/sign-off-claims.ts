import { canonicalJson } from "./canonical-json";

/**
 * One thing that a signature vouches for. A signature binds to claims and not to runs: a nightly
 * rerun that passes changes none of them (domain.md, "Item verification").
 */
export type Claim =
  | { readonly kind: "anchor"; readonly place: string }
  | { readonly kind: "test"; readonly test: string; readonly passes: true }
  | { readonly kind: "value"; readonly field: string; readonly value: string | null }
  | { readonly kind: "no-contradiction" }
  | { readonly kind: "decision"; readonly decision: string; readonly state: "approved" };

type ClaimKind = Claim["kind"];

/** Which broken claims make a signature stale in a program. All of them where it says nothing. */
export type StalenessPolicy = {
  readonly counts: readonly ClaimKind[];
  /** Fields of a row whose change is of no account: notes, dates. */
  readonly ignoredFields: readonly string[];
};

export const defaultStaleness: StalenessPolicy = {
  counts: ["anchor", "test", "value", "no-contradiction", "decision"],
  ignoredFields: [],
};

/** How things are now: what a claim is held against. */
export type PresentFacts = {
  readonly anchors: readonly string[];
  /** By test: how it stands on the target side. A failure counts once it is confirmed: not flaky, not disputed. */
  readonly tests: Readonly<Record<string, "passed" | "failed" | "skipped" | "flaky" | "disputed">>;
  readonly values: Readonly<Record<string, string | null>>;
  /** Contradictions about the row, in words. */
  readonly contradictions: readonly string[];
  /** By decision: its state. */
  readonly decisions: Readonly<Record<string, string>>;
};

export type BrokenClaim = { readonly claim: Claim; readonly says: string };

const shown = (value: string | null | undefined): string =>
  value === null || value === undefined || value === "" ? "nothing" : value;

const breakOf = (claim: Claim, now: PresentFacts): string | null => {
  switch (claim.kind) {
    case "anchor":
      return now.anchors.includes(claim.place)
        ? null
        : `The source anchor was ${claim.place} and is ${shown(now.anchors.join(", "))}.`;
    case "test":
      // Only a confirmed failure: a skipped, flaky or disputed run takes nothing back that was seen to pass.
      return now.tests[claim.test] === "failed" ? `${claim.test} fails.` : null;
    case "value": {
      const value = now.values[claim.field] ?? null;
      return value === claim.value
        ? null
        : `${claim.field} was ${shown(claim.value)} and is ${shown(value)}.`;
    }
    case "no-contradiction":
      return now.contradictions[0] ?? null;
    case "decision": {
      const state = now.decisions[claim.decision];
      return state === claim.state
        ? null
        : `${claim.decision} was ${claim.state} and is ${shown(state)}.`;
    }
  }
};

const countsIn = (policy: StalenessPolicy, claim: Claim): boolean =>
  policy.counts.includes(claim.kind) &&
  !(claim.kind === "value" && policy.ignoredFields.includes(claim.field));

/**
 * Which claims of a signature no longer hold, each with what changed in words; empty while it is
 * fresh. In: the claims as signed, how things are, and which changes the program counts. What is
 * not known any more (a test that has no run) breaks nothing: only a known change does.
 */
export const brokenClaims = (
  claims: readonly Claim[],
  now: PresentFacts,
  policy: StalenessPolicy = defaultStaleness,
): BrokenClaim[] =>
  claims.flatMap((claim) => {
    if (!countsIn(policy, claim)) return [];
    const says = breakOf(claim, now);
    return says === null ? [] : [{ claim, says }];
  });

/** Claims in one order and without repetition, so that the same claims always have the same digest. */
export const orderedClaims = (claims: readonly Claim[]): Claim[] => {
  const byText = new Map(claims.map((claim) => [canonicalJson(claim), claim]));
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, claim]) => claim);
};
