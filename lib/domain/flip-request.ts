import type { TeamQuorum } from "@/lib/domain/environment-policy";
import { type Accounts, isOneOf } from "@/lib/domain/four-eyes";
import type { Actor } from "@/lib/domain/permissions";

export const requestStates = [
  "draft",
  "awaiting-approval",
  "approved",
  "scheduled",
  "applied",
  "rejected",
  "withdrawn",
  "expired",
  "conflicted",
] as const;
export type RequestState = (typeof requestStates)[number];

/** States in which something can still come of a request. */
export const openStates = ["draft", "awaiting-approval", "approved", "scheduled"] as const;

export const isOpen = (state: RequestState): boolean =>
  (openStates as readonly RequestState[]).includes(state);

/** How far a request is, when it is asked for in earnest. */
type Readiness = {
  /** Conditions on approvals that are not met yet. */
  readonly missing: number;
  /** It is to be applied by itself at a time. */
  readonly isTimed: boolean;
};

export type RequestEvent =
  | ({ readonly kind: "submit" | "edit" | "approve" | "fall" } & Readiness)
  | { readonly kind: "reject" | "withdraw" | "apply" | "expire" | "overtake" };

export type Transition =
  | { readonly kind: "moves"; readonly to: RequestState }
  | { readonly kind: "refused"; readonly because: string };

const endedWords = {
  applied: "was applied",
  rejected: "was rejected",
  withdrawn: "was withdrawn",
  expired: "has expired",
  conflicted: "was overtaken by another change",
} as const;

const to = (state: RequestState): Transition => ({ kind: "moves", to: state });
const refused = (because: string): Transition => ({ kind: "refused", because });

const readyState = ({ missing, isTimed }: Readiness): RequestState =>
  missing > 0 ? "awaiting-approval" : isTimed ? "scheduled" : "approved";

/**
 * What an event makes of a request: its next state, or why not, in words. An ended request stays as
 * it ended. `fall`: its ground has moved, so that approvals count no more. domain.md, "Flip request".
 */
export const transition = (state: RequestState, event: RequestEvent): Transition => {
  if (
    state !== "draft" &&
    state !== "awaiting-approval" &&
    state !== "approved" &&
    state !== "scheduled"
  ) {
    return refused(`It ${endedWords[state]}: nothing more comes of it. Ask again.`);
  }
  const isDraft = state === "draft";
  switch (event.kind) {
    case "submit":
      return isDraft ? to(readyState(event)) : refused("It was asked for already.");
    case "edit":
    case "fall":
      return isDraft ? to("draft") : to(readyState(event));
    case "approve":
      return isDraft
        ? refused("It is a draft: who wrote it has not asked for it yet.")
        : to(readyState(event));
    case "reject":
      return isDraft ? refused("It is a draft: there is nothing to reject yet.") : to("rejected");
    case "withdraw":
      return to("withdrawn");
    case "expire":
      return to("expired");
    case "overtake":
      return to("conflicted");
    case "apply":
      if (isDraft) return refused("It is a draft: ask for it first.");
      return state === "awaiting-approval" ? refused("It waits for approvals.") : to("applied");
  }
};

/** Who asked. A token's request counts as asked by the person who made the token. */
export type Requester = { readonly id: string | null; readonly name: string };

/**
 * Why this actor may neither approve nor reject a request whatever their role; `null` where they may. Four
 * eyes, whatever accounts they have.
 */
export const refusalToDecide = (
  actor: Actor,
  accounts: Accounts,
  requester: Requester,
): string | null => {
  if (actor.kind !== "person") return "Only a person may approve or reject, never an API token.";
  // Several people may have the name that a token's maker had.
  if (isOneOf(accounts, [requester.id]) || requester.name.endsWith(`(token of ${actor.name})`)) {
    return "You asked for this yourself: somebody else has to decide on it.";
  }
  return null;
};

/** One person's approval of the present revision, with every account of theirs and the teams they were in. */
export type Approval = {
  readonly personId: string;
  readonly accounts: Accounts;
  readonly personName: string;
  readonly teams: readonly string[];
};

export type MissingApproval =
  | { readonly kind: "people"; readonly count: number; readonly says: string }
  | { readonly kind: "teams"; readonly count: number; readonly says: string }
  | { readonly kind: "owning-team"; readonly team: string; readonly says: string };

/** How many different teams the approvals can stand for, one team a person. */
const teamsCovered = (approvals: readonly Approval[]): number => {
  const holder = new Map<string, Approval>();
  const place = (approval: Approval, tried: Set<string>): boolean =>
    approval.teams.some((team) => {
      if (tried.has(team)) return false;
      tried.add(team);
      const other = holder.get(team);
      if (other !== undefined && !place(other, tried)) return false;
      holder.set(team, approval);
      return true;
    });
  return approvals.filter((approval) => place(approval, new Set())).length;
};

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/**
 * What a request still lacks of the approvals that its environment's policy asks for, each in words;
 * empty when it has them. Approvals are those of the present revision that have not fallen, at most
 * one of them counting per person and never the requester's. `owningTeams`: whose items change owner.
 */
export const missingApprovals = (
  policy: { readonly approvals: number; readonly teams: TeamQuorum },
  approvals: readonly Approval[],
  requester: Requester,
  owningTeams: readonly string[],
): MissingApproval[] => {
  const newest = new Map(
    approvals
      .filter(({ accounts }) => !isOneOf(accounts, [requester.id]))
      .map((approval) => [approval.personId, approval]),
  );
  // Two accounts of one person are one approval, of the account that gave the first.
  const counted = [...newest.values()].filter(
    ({ accounts }, at, all) =>
      !isOneOf(
        accounts,
        all.slice(0, at).map(({ personId }) => personId),
      ),
  );
  if (policy.approvals === 0) return [];
  const missing: MissingApproval[] = [];
  const people = policy.approvals - counted.length;
  if (people > 0) {
    const says = `${counted.length === 0 ? plural(people, "approval") : `${people} more approval${people === 1 ? "" : "s"}`} by ${people === 1 ? "somebody" : "people"} other than ${requester.name}.`;
    missing.push({ kind: "people", count: people, says });
  }
  if (policy.teams.kind === "distinct") {
    const teams = policy.teams.count - teamsCovered(counted);
    if (teams > 0) {
      const says = `Approvals from ${plural(policy.teams.count, "different team")}: ${policy.teams.count - teams} so far.`;
      missing.push({ kind: "teams", count: teams, says });
    }
  }
  if (policy.teams.kind === "owning") {
    for (const team of [...new Set(owningTeams)].sort()) {
      if (counted.some(({ teams }) => teams.includes(team))) continue;
      const says = `An approval from the team ${team}, which owns some of what changes owner.`;
      missing.push({ kind: "owning-team", team, says });
    }
  }
  return missing;
};
