import type { VerificationState } from "@/lib/domain/inventory";

/** Whose behaviour something shows. */
export type GateSide = "legacy" | "target";

/** A build that runs on a side of an environment, and whose evidence counts for it: itself, then ancestors. */
export type LiveBuild = {
  readonly commit: string;
  readonly label: string | null;
  readonly at: string;
  readonly counted: readonly string[];
};

/** How a contract test came out for a build that runs, by the nearest commit that counts for it. */
export type CountedRun = {
  /** The commit that is deployed, and the one that was tested: the same, or an ancestor. */
  readonly build: string;
  readonly commit: string;
  readonly outcome: "passed" | "failed" | "skipped" | "flaky" | "disputed";
  readonly at: string;
  readonly evidence: string;
  /** Where reports of one commit disagree: what each said. */
  readonly reports: readonly { readonly evidence: string; readonly outcome: string }[];
};

/** A contract test of a capability's rows, with its runs for each build that runs. */
export type TestFact = {
  readonly key: string;
  readonly role: string;
  /** The row that it is a test of: its kind and key. */
  readonly item: RowPlace;
  readonly runs: Readonly<Record<GateSide, readonly CountedRun[]>>;
  /** Its last run of whatever build, for words. */
  readonly last: Readonly<
    Record<GateSide, { readonly commit: string; readonly at: string } | null>
  >;
};

export type RowPlace = { readonly kind: string; readonly key: string };

/** Whether a row was signed here, and whether all that was signed of it still holds. */
export type SignatureStanding = "none" | "stands" | "stale";

/** A document, runbook, capability or gate of the program, and whether everybody signed it who has to. */
export type SignedFact = {
  readonly kind: string;
  readonly key: string;
  /** `stale`: something that was signed of it holds no more. */
  readonly state: "signed" | "unsigned" | "stale";
  /** How it stands, in a sentence. */
  readonly says: string;
};

export type RowFact = RowPlace & {
  readonly title: string;
  readonly state: VerificationState;
  readonly wave: string | null;
  readonly team: string | null;
  readonly tests: number;
  readonly signature: SignatureStanding;
};

/** A piece of evidence about a capability, or about rows of it, that no later one supersedes. */
export type EvidenceFact = {
  readonly id: string;
  readonly kind: string;
  readonly outcome: "pass" | "fail" | "inconclusive";
  readonly environment: string | null;
  readonly side: GateSide | null;
  readonly commit: string | null;
  readonly at: string;
  readonly says: string;
  readonly by: string;
  /** Of a canary: how long it ran; `null` where it does not say. */
  readonly hours: number | null;
  /** `"all"`: about the whole capability; else the rows it is about. */
  readonly about: "all" | readonly RowPlace[];
  /** Why it does not count for what runs; `null` where it does. */
  readonly stale: string | null;
};

/** A budget that covers something of the capability, as it reads. */
export type BudgetFact = {
  readonly key: string;
  readonly surface: string;
  readonly state: "collecting" | "baselined" | "within" | "breached" | "unknown";
  /** Its arithmetic, in words. */
  readonly says: string;
  /** By how much, for a cell: `+3.6 ms`. */
  readonly short: string | null;
  readonly samples: number | null;
  readonly at: string | null;
  /** When it reads otherwise by age alone. */
  readonly until: string | null;
};

export type QueueFact = {
  readonly key: string;
  /** How many rows are known to write to it and to read from it. */
  readonly producers: number;
  readonly consumers: number;
  readonly tests: readonly TestFact[];
};

type DecisionFact = {
  readonly key: string;
  readonly title: string;
  readonly state: string;
  readonly owner: string | null;
  readonly at: string | null;
};

type BlockerFact = {
  readonly number: number;
  readonly text: string;
  readonly owner: string | null;
  readonly since: string;
};

/** How much of a capability is on the target, and since when it is without a break. */
export type FlipFact = {
  readonly step: "none" | "some" | "all";
  readonly someSince: string | null;
  readonly allSince: string | null;
};

/**
 * Everything that gates of one capability in one environment are read from. Times are absolute, so that
 * the same facts are the same value at any moment.
 */
export type GateFacts = {
  readonly program: string;
  readonly environment: string;
  readonly isProtected: boolean;
  readonly capability: {
    readonly key: string;
    readonly name: string;
    readonly teams: readonly string[];
  };
  /** The program's words for the sides. */
  readonly owners: Readonly<Record<GateSide, string>>;
  readonly builds: Readonly<Record<GateSide, readonly LiveBuild[]>>;
  readonly rows: readonly RowFact[];
  readonly tests: readonly TestFact[];
  readonly evidence: readonly EvidenceFact[];
  readonly budgets: readonly BudgetFact[];
  readonly queues: readonly QueueFact[];
  readonly decisions: readonly DecisionFact[];
  /** Documents of the program, whichever capability. */
  readonly documents: readonly RowFact[];
  /** What is signed besides rows, of the program. */
  readonly signed: readonly SignedFact[];
  readonly blockers: readonly BlockerFact[];
  readonly flip: FlipFact;
  readonly waivers: readonly WaiverFact[];
};

/** A gate that is set aside for the capability in the environment. */
export type WaiverFact = {
  readonly id: string;
  readonly gate: string;
  readonly by: string;
  readonly reason: string;
  readonly owner: string;
  readonly until: string;
};

/**
 * Whether a row counts as being in a state: one whose signature is stale stays where it is on the ladder
 * and counts for neither of its ends until it is signed again (decision 0018).
 */
export const countsAs = ({ state, signature }: RowFact, asked: string): boolean =>
  state === asked &&
  (signature !== "stale" || (asked !== "verified" && asked !== "retired-approved"));

/** Whether a row has to be shown to work: a retired one and what nobody runs have no tests. */
export const isTested = ({ kind, state }: RowFact): boolean =>
  state !== "retired-approved" && kind !== "document" && kind !== "task" && kind !== "tool";
