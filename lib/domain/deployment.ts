import { Refusal } from "@/lib/domain/refusal";

export type BuildSide = "legacy" | "target";

/** Which evidence counts besides that of the very build that runs: that of its nearest `ancestors` commits. */
export type EvidenceRules = { readonly ancestors: number };

export const mostAncestors = 50;

/** A build that runs, or ran, on one side of one environment. */
export type Build = {
  readonly id: string;
  readonly commit: string;
  readonly label: string | null;
  /** Its parents' commits, the nearest first, as far as CI told. */
  readonly ancestors: readonly string[];
  readonly at: Date;
};

/** A build whose evidence counts, with every commit at which it may have been found out, the nearest first. */
export type CountedBuild = {
  readonly commit: string;
  readonly label: string | null;
  readonly commits: readonly string[];
};

/** A program's evidence rules as they are stored; only the very build counts where nothing was said. */
export const evidenceRulesOf = (stored: unknown): EvidenceRules => {
  const ancestors: unknown =
    typeof stored === "object" && stored !== null ? Reflect.get(stored, "ancestors") : 0;
  return {
    ancestors:
      typeof ancestors === "number" && Number.isInteger(ancestors) && ancestors > 0
        ? Math.min(ancestors, mostAncestors)
        : 0,
  };
};

/**
 * Which commits' evidence counts for what runs. In: the live builds of one side, and the program's rules. Out: per
 * build its own commit and the ancestors within the rule. Several builds live at once (a canary) each need evidence of
 * their own: whoever reads asks for all of them. Nothing live counts nothing. domain.md, "Evidence counts for what runs".
 */
export const countedCommits = (
  live: readonly Pick<Build, "commit" | "label" | "ancestors">[],
  rules: EvidenceRules,
): readonly CountedBuild[] =>
  live.map(({ commit, label, ancestors }) => ({
    commit,
    label,
    commits: [...new Set([commit, ...ancestors.slice(0, rules.ancestors)])],
  }));

/**
 * For each subject (a test, say) whether something is known of it for every build that runs. In: the builds, and the
 * commits at which each subject was found out. No builds know nothing.
 */
export const knownForAll = (
  builds: readonly CountedBuild[],
  foundAt: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> => {
  const known = new Set<string>();
  if (builds.length === 0) return known;
  for (const [subject, commits] of foundAt) {
    if (builds.every((build) => build.commits.some((commit) => commits.has(commit)))) {
      known.add(subject);
    }
  }
  return known;
};

export type DeploymentReport = {
  readonly commit: string;
  readonly at: Date;
  /** It runs beside what runs already: a canary. */
  readonly isAlongside: boolean;
};

/** What a report does to the builds of its side. */
export type DeploymentPlan = {
  /** The live build that it tells again, if it does. */
  readonly repeats: Build | null;
  /** Builds whose place it takes. */
  readonly ends: readonly Build[];
  /** When a build that was reported too late to be live had ended already; `null` where it runs. */
  readonly endedAt: Date | null;
};

/**
 * Plans a reported deployment. A build takes the place of the earlier ones of its side unless it runs alongside them.
 * The same commit again is repeated, and without `alongside` it is promoted: what ran beside it ends. A report that
 * comes after a newer one ended nothing of it: where an older build is still live the newer ones are canaries beside
 * it, and its place is taken; where none is, it had ended by the time the next one began.
 */
export const planDeployment = (
  live: readonly Build[],
  { commit, at, isAlongside }: DeploymentReport,
): DeploymentPlan => {
  const repeats = live.find((build) => build.commit === commit) ?? null;
  const others = live.filter((build) => build.commit !== commit);
  const older = others.filter((build) => build.at <= at);
  const ends = isAlongside ? [] : older;
  if (repeats) return { repeats, ends, endedAt: null };
  const newer = others.filter((build) => build.at > at);
  const isLate = newer.length > 0 && older.length === 0;
  return {
    repeats,
    ends,
    endedAt: isLate ? new Date(Math.min(...newer.map((build) => build.at.getTime()))) : null,
  };
};

/** Clocks of CI runners differ by seconds, not by more. */
const clockTolerance = 5 * 60_000;

/** Refuses a time that has not come, by more than the clocks of two machines may differ (5 minutes). */
export const refuseFutureDeployment = (at: Date, now: Date): void => {
  if (at.getTime() - now.getTime() <= clockTolerance) return;
  throw new Refusal("invalid", "A deployment is reported once it runs; this time has not come.", [
    { field: "at", says: `${at.toISOString()} has not come; it is ${now.toISOString()}.` },
  ]);
};

/** Which side a word means: `legacy`, `target`, or the program's own words for them. Refuses any other. */
export const sideOfWord = (
  word: string,
  owners: { readonly legacy: string; readonly target: string },
): BuildSide => {
  if (word === "legacy" || word === owners.legacy) return "legacy";
  if (word === "target" || word === owners.target) return "target";
  throw new Refusal(
    "invalid",
    `The side is ${owners.legacy} (legacy) or ${owners.target} (target), not "${word}".`,
    [{ field: "side", says: `must be ${owners.legacy} or ${owners.target}` }],
  );
};
