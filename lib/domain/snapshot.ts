/** The word of the program for an owner, e.g. `python`, `go`, or `off` for a worker nobody runs. */
export type OwnerWord = string;

export type SelectorKey = "user" | "org" | "repo" | "targetingKey";

export type Selectors = {
  readonly orgs?: readonly string[];
  readonly repos?: readonly string[];
  readonly users?: readonly string[];
};

/** Who meets the target under a rule that names it: any one match, or a bucket below `percent` (basis points). */
export type Canary = Selectors & {
  readonly except?: Selectors;
  readonly percent?: number;
  readonly key?: SelectorKey;
  readonly salt?: string;
};

export type LegacyState = "hot" | "cold" | "lossy" | "gone";

export type SnapshotRule = {
  readonly owner: OwnerWord;
  readonly canary?: Canary;
  readonly sticky?: "creation";
};

export type SnapshotCapability = Partial<SnapshotRule> & { readonly legacy?: LegacyState };

export type SnapshotRoute = Partial<SnapshotRule> & {
  readonly id: string;
  readonly method: string;
  readonly host: string | null;
  /** Wire dialect; `null` for a row whose path could not be translated: never matched, still switchable by id. */
  readonly pattern: string | null;
  readonly capability: string | null;
  readonly family: string | null;
  /** Set where the route exists only in the target: its safe owner is the target, and force leaves it alone. */
  readonly legacy?: "gone";
};

export type SnapshotWorker = {
  readonly owner: OwnerWord;
  /** Rises by one with every handoff. */
  readonly fence: number;
  readonly capability?: string;
  /**
   * Only where the owner is `off`: it is off as a step of a handoff to that owner, so that force sends
   * it to legacy. Without it somebody stopped the worker on purpose, and force leaves it alone.
   */
  readonly handoff?: OwnerWord;
};

export type ForceScope = {
  readonly scope: "program" | "family" | "capability";
  /** The family's or capability's key; absent for a program. */
  readonly key?: string;
  readonly reason: string;
  readonly by: string;
  readonly since: string;
};

/** Who owns what in one program and environment at one version: what every client holds. switches.md, "Snapshot". */
export type Snapshot = {
  readonly schema: "signalbox.snapshot/v1";
  readonly program: string;
  readonly environment: string;
  readonly epoch: number;
  readonly version: number;
  readonly updatedAt: string;
  readonly owners: { readonly legacy: OwnerWord; readonly target: OwnerWord };
  readonly force: readonly ForceScope[];
  readonly default: SnapshotRule;
  readonly families: Readonly<Record<string, SnapshotRule>>;
  /** A capability is listed when it has a rule (`owner`) or a legacy state other than `hot`. */
  readonly capabilities: Readonly<Record<string, SnapshotCapability>>;
  readonly routes: readonly SnapshotRoute[];
  readonly workers: Readonly<Record<string, SnapshotWorker>>;
};

export type SignedSnapshot = Snapshot & { readonly digest: string; readonly signature: string };
