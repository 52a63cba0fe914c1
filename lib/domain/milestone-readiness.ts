export const milestoneStates = ["open", "go", "conditional-go", "no-go", "reopened"] as const;
export type MilestoneState = (typeof milestoneStates)[number];

export const criterionStates = ["pass", "fail", "unknown"] as const;
export type CriterionState = (typeof criterionStates)[number];

export const criterionGroups = ["core", "additional"] as const;
export type CriterionGroup = (typeof criterionGroups)[number];

export const readinessVerdicts = ["go", "no-go", "unknown"] as const;
type ReadinessVerdict = (typeof readinessVerdicts)[number];

export type ReadCriterion = {
  readonly key: string;
  readonly group: CriterionGroup;
  readonly state: CriterionState;
  readonly owner: string | null;
};

type Tally = {
  readonly total: number;
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
};

export type Readiness = {
  readonly verdict: ReadinessVerdict;
  readonly says: string;
  readonly all: Tally;
  readonly core: Tally;
  readonly additional: Tally;
  readonly missing: readonly {
    readonly owner: string | null;
    readonly criteria: readonly string[];
  }[];
};

const tallyOf = (criteria: readonly ReadCriterion[]): Tally => {
  const count = (state: CriterionState): number =>
    criteria.filter((criterion) => criterion.state === state).length;
  return {
    total: criteria.length,
    pass: count("pass"),
    fail: count("fail"),
    unknown: count("unknown"),
  };
};

const missingOf = ({ fail, unknown }: Tally): number => fail + unknown;

const ownersOf = (missing: readonly ReadCriterion[]): Readiness["missing"] => {
  const byOwner = new Map<string | null, string[]>();
  for (const { owner, key } of missing) {
    const keys = byOwner.get(owner);
    if (keys) keys.push(key);
    else byOwner.set(owner, [key]);
  }
  return [...byOwner]
    .map(([owner, criteria]) => ({ owner, criteria }))
    .sort(
      (one, other) =>
        Number(one.owner === null) - Number(other.owner === null) ||
        other.criteria.length - one.criteria.length ||
        ((one.owner ?? "") < (other.owner ?? "") ? -1 : 1),
    );
};

const whose = (missing: Readiness["missing"], total: number): string => {
  const named = missing.filter(({ owner }) => owner !== null);
  const cleared = named.reduce((sum, { criteria }) => sum + criteria.length, 0);
  if (cleared === 0) return total === 1 ? "Nobody is named for it." : "Nobody is named for them.";
  const [only] = named;
  if (only && named.length === 1)
    return cleared === total
      ? `${only.owner} could clear ${total === 1 ? "it" : `all ${total}`}.`
      : `${only.owner} could clear ${cleared} of them.`;
  return `${named.length} owners could clear ${cleared === total ? `all ${total}` : `${cleared} of them`}.`;
};

const blocking = (core: Tally, additional: Tally): string => {
  const [inCore, besides] = [missingOf(core), missingOf(additional)];
  const criteria = (count: number): string => (count === 1 ? "criterion" : "criteria");
  const does = inCore + besides === 1 ? "does" : "do";
  if (besides === 0) return `${inCore} core ${criteria(inCore)} ${does} not hold`;
  if (inCore === 0) return `${besides} additional ${criteria(besides)} ${does} not hold`;
  return `${inCore} core ${criteria(inCore)} and ${besides} additional ${does} not hold`;
};

/**
 * Whether a milestone can go. Go only where every criterion passes, additional ones too: unknown is not pass, and
 * a milestone without criteria is unknown, since `all` over nothing is true (domain.md). `no-go` where at least one
 * is known to fail, `unknown` where nothing fails and something is not known.
 */
export const milestoneReadiness = (criteria: readonly ReadCriterion[]): Readiness => {
  const all = tallyOf(criteria);
  const core = tallyOf(criteria.filter(({ group }) => group === "core"));
  const additional = tallyOf(criteria.filter(({ group }) => group === "additional"));
  const open = criteria.filter(({ state }) => state !== "pass");
  const missing = ownersOf(open);
  const counts = { all, core, additional, missing };
  if (all.total === 0)
    return {
      ...counts,
      verdict: "unknown",
      says: "UNKNOWN: it has no criteria, so nothing says that it can go.",
    };
  if (open.length === 0)
    return {
      ...counts,
      verdict: "go",
      says:
        all.total === 1 ? "GO: its one criterion holds." : `GO: all ${all.total} criteria hold.`,
    };
  const tail = whose(missing, open.length);
  if (all.fail === 0) {
    const many = open.length === 1 ? "criterion is" : "criteria are";
    return {
      ...counts,
      verdict: "unknown",
      says: `UNKNOWN: ${open.length} ${many} not known, which is not pass. ${tail}`,
    };
  }
  return { ...counts, verdict: "no-go", says: `NO-GO: ${blocking(core, additional)}. ${tail}` };
};
