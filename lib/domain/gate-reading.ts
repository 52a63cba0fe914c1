/** Before which step a gate has to hold: domain.md, "A gate guards a step". */
export const gateSteps = ["first-cohort", "expand", "full", "retire-legacy"] as const;
export type GateStep = (typeof gateSteps)[number];

/** How a quality gate reads. Only `pass`, `waived` and `not-applicable` let a step through; unknown is not pass. */
export const readingStates = ["pass", "fail", "unknown", "waived", "not-applicable"] as const;
export type ReadingState = (typeof readingStates)[number];

/** One thing that a reading was read from, in words, with the rows or the record behind it. */
export type GateFact = {
  readonly verdict: "pass" | "fail" | "unknown" | "neutral";
  readonly says: string;
  /** Address within Signalbox; `null` where nothing more is known than the words. */
  readonly link: string | null;
  /** ISO time of what it tells; `null` where it has none. */
  readonly at: string | null;
};

/** A gate as it reads for one capability in one environment, at one moment. */
export type GateReading = {
  readonly gate: string;
  readonly title: string;
  readonly guards: GateStep;
  readonly state: ReadingState;
  /** One sentence: what decided, naming the clause that failed and its subject. */
  readonly because: string;
  /** At most ten characters for a cell of the board: `12/12`, `+5.3 ms`, `24 h`; `null` shows the state alone. */
  readonly short: string | null;
  /** The clause of the rule that decided, as it is written; `null` where the whole rule did. */
  readonly clause: string | null;
  readonly facts: readonly GateFact[];
  /** Whose it is to mend: a team's key or words; `null` where nobody is named. */
  readonly owner: string | null;
  /** It reads and does not bind. */
  readonly isDryRun: boolean;
  /** ISO time at which it reads differently by age alone; `null` where only new facts change it. */
  readonly until: string | null;
  /** What sets it aside, and how it would read without. */
  readonly waiver: {
    readonly id: string;
    readonly by: string;
    readonly reason: string;
    readonly until: string;
    readonly reads: { readonly state: ReadingState; readonly because: string };
  } | null;
};

/** Whether a reading lets a step through. A gate in dry run never stands in the way. */
export const opens = ({ state, isDryRun }: Pick<GateReading, "state" | "isDryRun">): boolean =>
  isDryRun || state === "pass" || state === "waived" || state === "not-applicable";
