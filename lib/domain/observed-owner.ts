import type { Cohort } from "@/lib/domain/cohort";
import type { Snapshot } from "@/lib/domain/snapshot";

/** Requests by the side that handled them, as an upstream or a metric of it counted. */
export type SideCounts = {
  readonly legacy: number;
  readonly target: number;
  /** Handled by something that is neither owner. */
  readonly other: number;
};

export type ObservedOwner = {
  /** `cohort`: both sides are meant to have some, and counts cannot say who. */
  readonly verdict: "agrees" | "disagrees" | "cohort" | "unobserved";
  readonly says: string;
};

export const noRequests: SideCounts = { legacy: 0, target: 0, other: 0 };

export const sumCounts = (one: SideCounts, two: SideCounts): SideCounts => ({
  legacy: one.legacy + two.legacy,
  target: one.target + two.target,
  other: one.other + two.other,
});

export const allRequests = ({ legacy, target, other }: SideCounts): number =>
  legacy + target + other;

/** The target's share of what was handled, 0 to 1; `null` where nothing was seen. */
export const targetShare = (counts: SideCounts): number | null => {
  const all = allRequests(counts);
  return all === 0 ? null : counts.target / all;
};

const number = (count: number): string => count.toLocaleString("en-GB");

const requests = (count: number): string =>
  `${number(count)} ${count === 1 ? "request" : "requests"}`;

/**
 * Whether what was counted at the upstreams' side is what a route's rule says. Decisions of clients are
 * not asked: what was decided is not yet what happened. switches.md, "States, as the UI tells them".
 */
export const judgeObserved = (
  cohort: Cohort,
  owners: Snapshot["owners"],
  counts: SideCounts,
): ObservedOwner => {
  const all = allRequests(counts);
  if (all === 0) return { verdict: "unobserved", says: "unobserved" };
  if (cohort === "all" || cohort === "none") {
    const [owner, stray, strayOwner] =
      cohort === "all"
        ? [owners.target, counts.legacy, owners.legacy]
        : [owners.legacy, counts.target, owners.target];
    if (stray > 0) {
      const still = cohort === "all" ? "still handles" : "handles";
      const says = `${strayOwner} ${still} ${number(stray)} of ${requests(all)}, owned by ${owner}`;
      return { verdict: "disagrees", says };
    }
    if (counts.other > 0) {
      const says = `${number(counts.other)} of ${requests(all)} handled by neither owner`;
      return { verdict: "disagrees", says };
    }
    return { verdict: "agrees", says: `${requests(all)}, all handled by ${owner}` };
  }
  const share = Math.round((counts.target / all) * 1000) / 10;
  return { verdict: "cohort", says: `${share} % of ${requests(all)} handled by ${owners.target}` };
};
