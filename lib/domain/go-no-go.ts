import type { Reason } from "./refusal";

export const roomVotes = ["go", "no-go", "abstain"] as const;
export type RoomVote = (typeof roomVotes)[number];

export const roomDecisions = ["go", "conditional-go", "no-go"] as const;
export type RoomDecision = (typeof roomDecisions)[number];

export const conditionStates = ["open", "due-soon", "overdue", "done"] as const;
export type ConditionState = (typeof conditionStates)[number];

/** A condition is told three days ahead: a working day is left, also over a weekend. */
const soonMilliseconds = 3 * 86_400_000;

/** How a condition stands at a time. What was done late stays done. */
export const conditionState = (
  condition: { readonly dueAt: Date; readonly doneAt: Date | null },
  now: Date,
): ConditionState => {
  if (condition.doneAt !== null) return "done";
  const left = condition.dueAt.getTime() - now.getTime();
  if (left < 0) return "overdue";
  return left <= soonMilliseconds ? "due-soon" : "open";
};

type AskedDecision = {
  readonly decision: RoomDecision;
  readonly conditions: readonly { readonly text: string; readonly dueAt: string }[];
};

/**
 * Why a room cannot be decided so; empty where it can. Rule (issue 4, 13): go only where the milestone reads go;
 * otherwise no-go, or go on at least one condition that is due in the future.
 */
export const decisionFaults = (
  readiness: { readonly verdict: string; readonly says: string },
  { decision, conditions }: AskedDecision,
  now: Date,
): Reason[] => {
  const faults: Reason[] = [];
  if (decision === "go" && readiness.verdict !== "go")
    faults.push({
      field: "decision",
      says: `${readiness.says} Decide no-go, or go on conditions that name what is missing.`,
    });
  if (decision === "conditional-go" && conditions.length === 0)
    faults.push({
      field: "conditions",
      says: "A conditional go needs at least one condition, with an owner and a date.",
    });
  if (decision !== "conditional-go" && conditions.length > 0)
    faults.push({
      field: "conditions",
      says: `A ${decision} has no conditions; decide a conditional go, or leave them out.`,
    });
  for (const [at, { text, dueAt }] of conditions.entries()) {
    if (new Date(dueAt).getTime() > now.getTime()) continue;
    faults.push({
      field: `conditions.${at}.dueAt`,
      says: `“${text}” is due ${dueAt.slice(0, 10)}, which is past. A condition is due in the future.`,
    });
  }
  return faults;
};

/** Those who voted other than what was decided; whoever abstained dissents from nothing. */
export const dissentFrom = (
  decision: RoomDecision,
  votes: readonly { readonly name: string; readonly vote: RoomVote }[],
): string[] => {
  const against: RoomVote = decision === "no-go" ? "go" : "no-go";
  return votes.filter(({ vote }) => vote === against).map(({ name }) => name);
};

/** A decision as people say it. */
export const decisionWords = (decision: string): string =>
  decision === "conditional-go" ? "go on conditions" : decision === "no-go" ? "no-go" : "go";
