import type { BlockedPlace } from "@/lib/domain/blocker-reach";
import type { GateStep } from "@/lib/domain/gate-reading";
import type { GateRule } from "@/lib/domain/gate-rule";
import type { CriterionGroup } from "@/lib/domain/milestone-readiness";
import type { ProgramGateState } from "@/lib/domain/program-gate-state";
import type { GateDefinition } from "@/lib/domain/read-gate";

/** Days from the moment at which an example is loaded: positive ahead, negative ago. Fractions are hours. */
type Days = number;

export type ExampleProgramGate = {
  readonly key: string;
  readonly title: string;
  readonly state: ProgramGateState;
  readonly evidence: string;
  readonly owner: string;
  readonly due?: Days;
  readonly subGates?: readonly {
    readonly key: string;
    readonly title: string;
    readonly state: ProgramGateState;
  }[];
};

export type ExampleQualityGate = Omit<GateDefinition, "owner"> & { readonly owner: string };

type ExampleCriterion = {
  readonly key: string;
  readonly title: string;
  readonly refers:
    | { readonly kind: "gate"; readonly gate: string; readonly atLeast?: ProgramGateState }
    | { readonly kind: "decision"; readonly decision: string }
    | { readonly kind: "rule"; readonly rule: GateRule }
    | { readonly kind: "checklist" };
  readonly group?: CriterionGroup;
  /** A checklist's line: what somebody says of it. */
  readonly stated?: "pass" | "fail";
  readonly evidence?: string;
  readonly owner?: string;
  readonly due?: Days;
};

export type ExampleRoom = {
  readonly decision: "go" | "conditional-go" | "no-go";
  readonly ago: Days;
  readonly by: string;
  readonly reason: string;
  readonly votes: readonly {
    readonly by: string;
    readonly vote: "go" | "no-go" | "abstain";
    readonly reason: string;
  }[];
  readonly conditions?: readonly {
    readonly text: string;
    readonly owner: string;
    readonly due: Days;
    readonly done?: { readonly ago: Days; readonly by: string; readonly note: string };
  }[];
};

export type ExampleMilestone = {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly target: Days;
  /** A decision that was made before. People are handles of example people. */
  readonly decided?: ExampleRoom;
  readonly criteria: readonly ExampleCriterion[];
};

export type ExampleDecision = {
  readonly key: string;
  readonly title: string;
  readonly options: readonly {
    readonly title: string;
    readonly for: readonly string[];
    readonly against: readonly string[];
  }[];
  readonly recommendation: string;
  readonly owner: string;
  readonly target: Days;
  readonly status: "open" | "approved" | "rejected" | "superseded";
  readonly impact: string;
  readonly evidence?: string;
  readonly outcome?: string;
  readonly approvers?: readonly string[];
  readonly decided?: { readonly ago: Days; readonly by: string };
};

/** Values by metric (`p95`, `errorRate`, …) around which measurements lie. */
type Level = Readonly<Record<string, number>>;

export type ExampleBudget = {
  readonly key: string;
  readonly surface: string;
  readonly threshold: string;
  readonly owner: string;
  readonly covers: readonly BlockedPlace[];
  /** What legacy cost in its baseline window; a window that still runs has `days` fewer than the budget's. */
  readonly baseline?: {
    readonly environment: string;
    readonly startedAgo: Days;
    readonly levels: Level;
    readonly isCollecting?: boolean;
    /** Days of the window, counted from 0, in which nothing was measured. */
    readonly gaps?: readonly number[];
  };
  /** What the target costs since then, and how its figures drift by the end: 1.05 is 5 % more. */
  readonly target?: {
    readonly environment: string;
    readonly startedAgo: Days;
    readonly levels: Level;
    readonly drift: number;
  };
};

export type ExampleDeployment = {
  readonly environment: string;
  readonly side: "legacy" | "target";
  readonly commit: string;
  readonly label: string;
  readonly ago: Days;
  readonly ancestors?: readonly string[];
};

/** A report of contract tests: every test of the capabilities, but for those that are named. */
export type ExampleReport = {
  readonly environment: string;
  readonly side: "legacy" | "target";
  readonly commit: string;
  readonly ago: Days;
  readonly capabilities: readonly string[];
  readonly by: string;
  /** By where a test stands in the capability's order, from 0. */
  readonly except?: Readonly<
    Record<string, readonly { readonly at: number; readonly outcome: ExampleOutcome }[]>
  >;
};

export type ExampleOutcome = "failed" | "flaky" | "skipped" | "missing";

/** Evidence that is no test report: drills, canaries, runbooks, scans. */
export type ExampleEvidence = {
  readonly kind: string;
  readonly outcome: "pass" | "fail" | "inconclusive";
  readonly environment?: string;
  readonly side?: "legacy" | "target";
  readonly commit?: string;
  readonly ago: Days;
  readonly capabilities: readonly string[];
  readonly says: string;
  readonly by: string;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
};

export type ExampleBlocker = {
  readonly text: string;
  readonly detail: string;
  readonly holds: readonly BlockedPlace[];
  readonly owner: string;
  readonly ago: Days;
  readonly by: string;
  readonly url?: string;
  readonly source?: "person" | "ci";
  readonly resolved?: { readonly ago: Days; readonly by: string; readonly resolution: string };
};

export type ExampleWaiver = {
  readonly environment: string;
  readonly gate: string;
  readonly capability: string;
  readonly reason: string;
  readonly owner: string;
  readonly askedAgo: Days;
  readonly until: Days;
  /** Handles of example people. */
  readonly askedBy: string;
  readonly agreedBy: string;
};

export type ExampleComment = {
  readonly on: "program-gate" | "quality-gate" | "milestone" | "criterion" | "decision" | "blocker";
  readonly key: string;
  readonly text: string;
  /** Handle of an example person. */
  readonly by: string;
  readonly ago: Days;
};

/** How a gate read before: what turned since can be told from it. */
type ExampleReading = {
  readonly environment: string;
  readonly gate: string;
  readonly capability: string;
  readonly state: "pass" | "fail" | "unknown";
  readonly because: string;
  readonly ago: Days;
};

/** Shares of today's figure at equal distances, from the first day (which may be 0) to today, which is 1. */
type Shares = readonly number[];

/** How a program came to where it is: the loader draws the days before today to where it really stands. */
export type ExampleProgress = {
  readonly days: number;
  readonly verified: Shares;
  readonly flipped: Readonly<Record<string, Shares>>;
};

/** What is known about an example besides its inventory: what gates, budgets and milestones are read from. */
/** Weeks counted from the one in which an example is loaded: 0 is that week. */
export type ExampleSchedule = {
  readonly weeks: readonly {
    readonly from: number;
    readonly scopes: readonly string[];
    readonly notes?: string;
    readonly goals: string;
  }[];
  readonly checklist: readonly string[];
  readonly cautions: readonly string[];
  /** Words about batches of the inventory. */
  readonly batches?: readonly {
    readonly key: string;
    readonly title: string;
    readonly owner: string;
    readonly due?: Days;
  }[];
};

/** Who signed what of an example besides its verified rows, and what became of it. */
export type ExampleSigning = {
  /** Documents and runbooks with the revision that was signed; `now` is another, which makes the signature stale. */
  readonly documents?: readonly {
    readonly kind: "document" | "runbook";
    readonly key: string;
    readonly title: string;
    readonly place: string;
    readonly owner: string;
    readonly revision: string;
    readonly signed?: { readonly by: string; readonly ago: Days };
    readonly now?: string;
  }[];
  /** Rows that were anchored elsewhere after they were signed: their signatures are stale. */
  readonly moved?: readonly { readonly key: string; readonly anchor: string }[];
  readonly deputies?: readonly {
    readonly absent: string;
    readonly deputy: string;
    readonly from: Days;
    readonly until: Days;
    readonly reason: string;
  }[];
  readonly asks?: readonly {
    readonly key: string;
    readonly by: string;
    readonly ago: Days;
    readonly due: Days;
  }[];
  readonly returns?: readonly {
    readonly key: string;
    readonly kind: "needs-work" | "rejected";
    readonly by: string;
    readonly ago: Days;
    readonly reason: string;
  }[];
};

export type ExampleRecord = {
  readonly programGates?: readonly ExampleProgramGate[];
  readonly qualityGates?: readonly ExampleQualityGate[];
  /** By environment and step: the quality gates without which it may not be taken. */
  readonly required?: Readonly<Record<string, Partial<Record<GateStep, readonly string[]>>>>;
  readonly milestones?: readonly ExampleMilestone[];
  readonly decisions?: readonly ExampleDecision[];
  readonly budgets?: readonly ExampleBudget[];
  readonly deployments?: readonly ExampleDeployment[];
  readonly reports?: readonly ExampleReport[];
  readonly evidence?: readonly ExampleEvidence[];
  readonly blockers?: readonly ExampleBlocker[];
  readonly waivers?: readonly ExampleWaiver[];
  readonly comments?: readonly ExampleComment[];
  readonly readings?: readonly ExampleReading[];
  readonly progress?: ExampleProgress;
  readonly schedule?: ExampleSchedule;
  readonly signing?: ExampleSigning;
};
