/** The states of a program gate, lowest first: domain.md, "Program gate". */
export const programGateStates = [
  "pending",
  "blocked",
  "mostly-ready",
  "ready",
  "ready-for-approval",
  "complete",
] as const;
export type ProgramGateState = (typeof programGateStates)[number];

type StateWords = {
  readonly title: string;
  /** What somebody says who gives a gate this state. */
  readonly says: string;
  readonly verdict: "pass" | "fail" | "unknown";
};

const table = {
  pending: { title: "Pending", says: "Not begun, or nobody has said.", verdict: "unknown" },
  blocked: { title: "Blocked", says: "Something named stands in its way.", verdict: "fail" },
  "mostly-ready": {
    title: "Mostly ready",
    says: "What is left is small and named.",
    verdict: "unknown",
  },
  ready: { title: "Ready", says: "What it asks for is there.", verdict: "pass" },
  "ready-for-approval": {
    title: "Ready for approval",
    says: "What it asks for is there; whoever approves it has it before them.",
    verdict: "pass",
  },
  complete: { title: "Complete", says: "Approved and done.", verdict: "pass" },
} as const satisfies Record<ProgramGateState, StateWords>;

export const programGateWords = (state: ProgramGateState): StateWords => table[state];

const rank = (state: ProgramGateState): number => programGateStates.indexOf(state);

/** Whether a gate is as far as asked: `ready` is reached by `ready`, `ready-for-approval` and `complete`. */
export const hasReached = (state: ProgramGateState, least: ProgramGateState): boolean =>
  rank(state) >= rank(least);

/** The state that a word names (`Mostly Ready`, `ready_for_approval`); `null` for one that is none. */
export const programGateStateOf = (word: string): ProgramGateState | null => {
  const name = word
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "-");
  return programGateStates.find((state) => state === name) ?? null;
};

/** How the signatures of a gate's owners stand. */
export type GateApproval = {
  readonly isSigned: boolean;
  /** Something that was signed of it holds no more. */
  readonly isStale: boolean;
  readonly says: string;
};

/**
 * A gate as its owners' signatures leave it: complete once all of them signed, whatever was said of it
 * before; no further than ready for approval while what they signed holds no more. `null`: nobody signed.
 */
export const approvedState = (
  stated: ProgramGateState,
  approval: GateApproval | null,
): ProgramGateState => {
  if (approval === null) return stated;
  if (approval.isSigned) return "complete";
  return approval.isStale && stated === "complete" ? "ready-for-approval" : stated;
};

/**
 * A gate as it counts: what was said, held down to `mostly-ready` while its rule does not read pass.
 * Rule: "a gate with a rule cannot be set above what the rule reads" (domain.md), and unknown is not pass.
 */
export const heldState = (
  stated: ProgramGateState,
  reading: { readonly state: string; readonly because: string } | null,
): { readonly state: ProgramGateState; readonly because: string | null } => {
  const isOpen = reading === null || ["pass", "waived", "not-applicable"].includes(reading.state);
  if (isOpen || !hasReached(stated, "ready")) return { state: stated, because: null };
  return {
    state: "mostly-ready",
    because: `It was called ${table[stated].title.toLowerCase()}, and its rule reads ${reading.state}: ${reading.because}`,
  };
};
