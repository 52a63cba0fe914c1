/** Where a decision of the register stands. */
export const decisionStatuses = ["open", "approved", "rejected", "superseded"] as const;
export type DecisionStatus = (typeof decisionStatuses)[number];

export type DecisionVote = {
  readonly version: number;
  readonly handle: string;
  readonly name: string;
  readonly teams: readonly string[];
  readonly isApproval: boolean;
  /** Whether they wrote it, under whatever account, since it was last approved. */
  readonly isWriter: boolean;
};

type Named = {
  readonly approvers: readonly string[];
  readonly owner: string | null;
  readonly version: number;
};

/** Who has to approve: those named, else the owner; nobody where neither is. */
export const namedApprovers = ({ approvers, owner }: Omit<Named, "version">): readonly string[] =>
  approvers.length > 0 ? [...new Set(approvers)] : owner === null ? [] : [owner];

/** Whether a name (`@handle`, a team's key, or a handle) means this person. */
export const isMeant = (
  name: string,
  person: { readonly handle: string; readonly teams: readonly string[] },
): boolean =>
  name.startsWith("@")
    ? name.slice(1) === person.handle
    : person.teams.includes(name) || name === person.handle;

/**
 * How far a decision is approved. Only votes on its present version count; each name needs somebody of its own,
 * and one rejection by somebody named rejects it. Nobody named: nobody can approve. Four eyes: where only
 * who wrote it has approved, it waits for somebody else of those named.
 */
export const approvalState = (
  decision: Named,
  votes: readonly DecisionVote[],
): { readonly status: "open" | "approved" | "rejected"; readonly waitsFor: readonly string[] } => {
  const names = namedApprovers(decision);
  const counted = votes.filter(({ version }) => version === decision.version);
  const isBy = (name: string, isApproval: boolean): boolean =>
    counted.some((vote) => vote.isApproval === isApproval && isMeant(name, vote));
  const waitsFor = names.filter((name) => !isBy(name, true));
  if (names.some((name) => isBy(name, false))) return { status: "rejected", waitsFor };
  if (names.length === 0 || waitsFor.length > 0) return { status: "open", waitsFor };
  const isVouchedFor = counted.some(
    (vote) => vote.isApproval && !vote.isWriter && names.some((name) => isMeant(name, vote)),
  );
  return isVouchedFor ? { status: "approved", waitsFor } : { status: "open", waitsFor: names };
};

/** Why somebody cannot approve a decision; `null` where they can. */
export const cannotApprove = (
  decision: Named & { readonly status: DecisionStatus; readonly key: string },
  person: {
    readonly handle: string;
    readonly teams: readonly string[];
    readonly isWriter: boolean;
  } | null,
): string | null => {
  if (person === null) return "Only a person approves a decision, never an API token.";
  if (decision.status !== "open")
    return `${decision.key} is ${decision.status}; open it again to decide it anew.`;
  const names = namedApprovers(decision);
  if (names.length === 0)
    return `${decision.key} has neither approvers nor an owner. Name who decides it first.`;
  if (!names.some((name) => isMeant(name, person)))
    return `${decision.key} is approved by ${names.join(", ")}. You are none of them.`;
  const isAlone = names.every((name) => name.replace(/^@/, "") === person.handle);
  return person.isWriter && isAlone
    ? `You wrote ${decision.key} yourself, and nobody else is named to approve it. Name somebody else.`
    : null;
};
