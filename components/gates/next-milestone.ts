import type { MilestoneSummary } from "@/lib/contract/milestones";

type Milestone = Pick<MilestoneSummary, "key" | "position" | "state"> & {
  readonly readiness: Pick<MilestoneSummary["readiness"], "verdict">;
};

const words = { go: "go", "no-go": "no-go", unknown: "unknown" } as const;

/** The first milestone that nobody has let go yet, and how it reads; `null` where there is none. */
export const nextMilestone = (
  milestones: readonly Milestone[],
): { key: string; says: string; isOpen: boolean } | null => {
  const [next] = milestones
    .filter(({ state }) => state !== "go" && state !== "conditional-go")
    .sort((one, other) => one.position - other.position);
  if (!next) return null;
  const { verdict } = next.readiness;
  return { key: next.key, says: words[verdict], isOpen: verdict === "go" };
};
