import type { Tone } from "@/components/ui/tone";
import type { CriterionView, MilestoneSummary } from "@/lib/contract/milestones";

/** A verdict as it is called out, with the colour of its state. */
export const verdictLook = {
  go: { word: "Go", ink: "text-pass" },
  "no-go": { word: "No-go", ink: "text-fail" },
  unknown: { word: "Unknown", ink: "text-unknown" },
} as const;

export const stateLook: Record<MilestoneSummary["state"], { word: string; tone?: Tone }> = {
  open: { word: "not decided" },
  go: { word: "go", tone: "green" },
  "conditional-go": { word: "go on conditions", tone: "violet" },
  "no-go": { word: "no-go", tone: "red" },
  reopened: { word: "reopened", tone: "red" },
};

export const markWords = {
  pass: "holds",
  fail: "does not hold",
  unknown: "not known",
} as const satisfies Record<CriterionView["state"], string>;

export const decisionLook = {
  go: { word: "Go", tone: "green" },
  "conditional-go": { word: "Go on conditions", tone: "violet" },
  "no-go": { word: "No-go", tone: "red" },
} as const satisfies Record<string, { word: string; tone: Tone }>;

export const voteLook = {
  go: { word: "go", tone: "green" },
  "no-go": { word: "no-go", tone: "red" },
  abstain: { word: "abstains", tone: "grey" },
} as const satisfies Record<string, { word: string; tone: Tone }>;

const order = { fail: 0, unknown: 1, pass: 2 } as const;

/** What does not hold first, in the milestone's own order within each. */
export const byState = <T extends Pick<CriterionView, "state" | "group">>(
  criteria: readonly T[],
): T[] =>
  criteria.toSorted(
    (one, other) =>
      Number(one.group === "additional") - Number(other.group === "additional") ||
      order[one.state] - order[other.state],
  );

export const milestoneAddress = (program: string, milestone: string): string =>
  `/programs/${program}/milestones/${encodeURIComponent(milestone)}`;

export const roomAddress = (program: string, milestone: string, room: number): string =>
  `${milestoneAddress(program, milestone)}/rooms/${room}`;

/** A key for a new criterion out of its title. */
export const criterionKey = (title: string): string =>
  title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, 80)
    .replace(/^-+|-+$/g, "");
