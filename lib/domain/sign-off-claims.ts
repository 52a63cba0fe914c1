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
  | { readonly kind: "decision"; readonly decision: string; readonly state: "approved" }
  | {
      readonly kind: "owner";
      /** Whose it was for whom it was signed: a team's key, or `@handle`. */
      readonly owner: string;
      /** Everybody whose signature it took then. */
      readonly of: readonly string[];
    };

/** What a signature can be bound to, in the order in which people are asked which of it counts. */
export const claimKinds = [
  "test",
  "anchor",
  "value",
  "no-contradiction",
  "decision",
  "owner",
] as const satisfies readonly Claim["kind"][];

/** Outcomes besides a confirmed failure that a program may count: they take nothing back unless it says so. */
export const doubtfulOutcomes = ["skipped", "flaky", "disputed"] as const;

/** Which broken claims make a signature stale in a program. All of them where it says nothing. */
export type StalenessPolicy = {
  readonly counts: readonly Claim["kind"][];
  /** Fields of a row whose change is of no account: notes, dates. */
  readonly ignoredFields: readonly string[];
  /** Outcomes of a newest run that count as its failure does. */
  readonly alsoOutcomes: readonly (typeof doubtfulOutcomes)[number][];
};

export const defaultStaleness: StalenessPolicy = {
  counts: claimKinds,
  ignoredFields: [],
  alsoOutcomes: [],
};

/** How things are now: what a claim is held against. */
export type PresentFacts = {
  readonly anchors: readonly string[];
  /**
   * By each test of the row: how it stands on the target side, `null` where no run of it is known. A failure
   * counts once it is confirmed: not flaky, not disputed.
   */
  readonly tests: Readonly<
    Record<string, "passed" | "failed" | "skipped" | "flaky" | "disputed" | null>
  >;
  readonly values: Readonly<Record<string, string | null>>;
  /** Contradictions about the row, in words. */
  readonly contradictions: readonly string[];
  /** By decision: its state. */
  readonly decisions: Readonly<Record<string, string>>;
  /** Whose it is, nobody's where empty; `null` where nobody who is known here is named. */
  readonly owners: readonly string[] | null;
};

export type BrokenClaim = { readonly claim: Claim; readonly says: string };

const shown = (value: string | null | undefined): string =>
  value === null || value === undefined || value === "" ? "nothing" : value;

/** Blanks that were set otherwise change nothing that anybody vouched for. */
const words = (value: string | null): string => (value ?? "").replace(/\s+/g, " ").trim();

const isSameValue = (one: string | null, other: string | null): boolean =>
  one === other || (one !== null && other !== null && words(one) === words(other));

const testBreaks = {
  failed: "fails",
  skipped: "was skipped",
  flaky: "passed only when it was tried again",
  disputed: "has reports that disagree",
} as const;

/**
 * How an owner's claim broke. Where it is only others' any more who had to sign it as well, nobody new
 * has to look at it.
 */
const ownerBreak = (
  { owner, of }: Extract<Claim, { kind: "owner" }>,
  owners: readonly string[] | null,
): string | null => {
  if (owners === null || owners.includes(owner)) return null;
  if (owners.length === 0) return `Its owner was ${owner} and is nobody.`;
  return owners.every((each) => of.includes(each))
    ? null
    : `Its owner was ${owner} and is ${owners.join(" and ")}.`;
};

const breakOf = (claim: Claim, now: PresentFacts, policy: StalenessPolicy): string | null => {
  switch (claim.kind) {
    case "anchor":
      return now.anchors.includes(claim.place)
        ? null
        : `The source anchor was ${claim.place} and is ${shown(now.anchors.join(", "))}.`;
    case "test": {
      const outcome = now.tests[claim.test];
      // What is no test of the row any more vouches for nothing of it, and its failure would be nobody's.
      if (outcome === undefined) return `${claim.test} is no test of it any more.`;
      if (outcome === null || outcome === "passed") return null;
      // Only a confirmed failure, unless the program says otherwise: a skipped, flaky or disputed run
      // takes nothing back that was seen to pass.
      const counts = outcome === "failed" || policy.alsoOutcomes.includes(outcome);
      return counts ? `${claim.test} ${testBreaks[outcome]}.` : null;
    }
    case "value": {
      const value = now.values[claim.field] ?? null;
      return isSameValue(value, claim.value)
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
    case "owner":
      return ownerBreak(claim, now.owners);
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
    const says = breakOf(claim, now, policy);
    return says === null ? [] : [{ claim, says }];
  });

/** Claims in one order and without repetition, so that the same claims always have the same digest. */
export const orderedClaims = (claims: readonly Claim[]): Claim[] => {
  const byText = new Map(claims.map((claim) => [canonicalJson(claim), claim]));
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, claim]) => claim);
};

/**
 * The claims of a signature with the one of its owner. A record that was made before owners were claims
 * holds it in the team that it was given for: where that was the owner's then, or a person by name. In:
 * the claims as recorded, that team, whose it was shown to be, and further teams that have to sign.
 */
export const withOwnerClaim = (
  claims: readonly Claim[],
  team: string,
  ownerShown: string | null,
  alsoTeams: readonly string[],
): readonly Claim[] => {
  const isOwners = team === ownerShown || team.startsWith("@");
  return isOwners && !claims.some(({ kind }) => kind === "owner")
    ? [...claims, { kind: "owner", owner: team, of: [team, ...alsoTeams] }]
    : claims;
};
