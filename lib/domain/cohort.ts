import type {
  Canary,
  OwnerWord,
  SelectorKey,
  Selectors,
  Snapshot,
  SnapshotRule,
} from "@/lib/domain/snapshot";

/** Who of a route's callers meets the target. */
export type Cohort = "none" | "all" | Canary;

type Owners = Snapshot["owners"];

const listNames = ["orgs", "repos", "users"] as const;

const isNobody = (canary: Canary): boolean =>
  (canary.percent ?? 0) === 0 && listNames.every((name) => (canary[name] ?? []).length === 0);

/** The cohort that a rule sends to the target. */
export const cohortOf = (rule: SnapshotRule, owners: Owners): Cohort => {
  if (rule.owner !== owners.target) return "none";
  if (rule.canary === undefined) return "all";
  return isNobody(rule.canary) ? "none" : rule.canary;
};

const holds = (outer: readonly string[] | undefined, inner: readonly string[] | undefined) => {
  if (inner === undefined || inner.length === 0) return true;
  const known = new Set(outer ?? []);
  return inner.every((entry) => known.has(entry));
};

const holdsLists = (outer: Selectors | undefined, inner: Selectors | undefined): boolean =>
  listNames.every((name) => holds(outer?.[name], inner?.[name]));

const holdsPercent = (outer: Canary, inner: Canary): boolean => {
  if ((inner.percent ?? 0) === 0) return true;
  return (
    outer.key === inner.key &&
    outer.salt === inner.salt &&
    (outer.percent ?? 0) >= (inner.percent ?? 0)
  );
};

/**
 * Whether everybody in `inner` is certainly in `outer` too. Conservative: where it cannot be shown
 * from the rules alone (another salt, another key), the answer is no.
 */
export const cohortHolds = (outer: Cohort, inner: Cohort): boolean => {
  if (inner === "none" || outer === "all") return true;
  if (outer === "none" || inner === "all") return false;
  return (
    holdsLists(outer, inner) && holdsPercent(outer, inner) && holdsLists(inner.except, outer.except)
  );
};

const plurals = {
  user: "users",
  org: "orgs",
  repo: "repos",
  targetingKey: "targeting keys",
} as const satisfies Record<SelectorKey, string>;

/** Basis points as people write them: 1000 is `10 %`, 7 is `0.07 %`. */
const percentWords = (basisPoints: number): string => `${basisPoints / 100} %`;

const namedAtMost = 3;

const listWords = (selectors: Selectors): string[] =>
  listNames.flatMap((name) => {
    const entries = selectors[name] ?? [];
    if (entries.length === 0) return [];
    const rest = entries.length - namedAtMost;
    const named = entries.slice(0, namedAtMost).join(", ");
    return [`${name} ${named}${rest > 0 ? ` and ${rest} more` : ""}`];
  });

/**
 * A rule in the program's words: `python`, `go`, or
 * `go for orgs acme, 10 % of users, except orgs bank`. Also takes a worker's owner.
 */
export const cohortWords = (
  rule: { owner: OwnerWord; canary?: Canary },
  owners: Owners,
): string => {
  const { canary } = rule;
  if (canary === undefined || rule.owner !== owners.target) return rule.owner;
  const parts = listWords(canary);
  if (canary.percent !== undefined) {
    parts.push(`${percentWords(canary.percent)} of ${plurals[canary.key ?? "targetingKey"]}`);
  }
  const whom = parts.length === 0 ? "nobody yet" : parts.join(", ");
  const except = canary.except === undefined ? [] : listWords(canary.except);
  return `${rule.owner} for ${whom}${except.length === 0 ? "" : `, except ${except.join(", ")}`}`;
};
