import type { RegisterEntry } from "./registers";

/** The kinds of tracked rows. Only routes and workers have owners. */
export const itemKinds = [
  "route",
  "worker",
  "queue",
  "runtime-component",
  "storage-driver",
  "tool",
  "document",
  "task",
] as const;
export type ItemKind = (typeof itemKinds)[number];

/** The verification ladder of a row; a program's own words map onto it and are kept beside it. */
export const verificationStates = [
  "planned",
  "needs-triage",
  "source-anchored-needs-review",
  "verified-source-anchored",
  "verified",
  "retired-approved",
] as const;
export type VerificationState = (typeof verificationStates)[number];

/** Where a value came from. Rows count from 1 and the header is row 1; a file without rows has none. */
export type Origin = { readonly file: string; readonly row?: number; readonly column?: string };

export const testRoles = [
  "contract",
  "parity",
  "golden-fixture",
  "behavior",
  "retry-idempotency",
  "mixed-mode",
  "producer-fixture",
  "auth",
] as const;
export type TestRole = (typeof testRoles)[number];

export type ItemTest = { readonly id: string; readonly role: TestRole };

/** The values of a tracked row as a source states them; `null` where no source says anything. */
export type ItemValues = {
  readonly title: string;
  readonly family: string | null;
  /** Key of the capability the source names; `null` leaves it to the family and the capability rules. */
  readonly capability: string | null;
  readonly wave: string | null;
  readonly phase: string | null;
  /** Key of the team that owns the row. */
  readonly team: string | null;
  readonly batches: readonly string[];
  readonly verification: VerificationState;
  /** The source's own word for `verification`. */
  readonly verificationWord: string | null;
  /** Routes: upper-case HTTP method. */
  readonly method: string | null;
  /** Routes: the path exactly as the source wrote it. */
  readonly path: string | null;
  /** Routes: the path in the wire dialect of switches.md, or `null` when it cannot be translated. */
  readonly pattern: string | null;
  readonly host: string | null;
  /** Source file of the legacy implementation. */
  readonly sourcePath: string | null;
  /** Workers: the name under which the process is switched, e.g. `notificationworker`. */
  readonly switchName: string | null;
  /** The program's own switch id, e.g. `ROUTE_OWNER_V1_GET_V1_PING`. */
  readonly switchId: string | null;
  /** Routes and workers that may be given an owner; support processes and retired rows may not. */
  readonly isSwitchable: boolean;
  readonly tests: readonly ItemTest[];
  /** Everything else the sources say, by column name. */
  readonly attributes: Readonly<Record<string, string>>;
};

export type InventoryItem = ItemValues & {
  readonly kind: ItemKind;
  readonly key: string;
  /** By field name (and `attributes.<name>`): every place that states the value. */
  readonly provenance: Readonly<Record<string, readonly Origin[]>>;
};

/** A queue and one item that puts onto it or takes from it. */
export type QueueCoupling = {
  readonly queue: string;
  readonly role: "producer" | "consumer";
  readonly kind: "route" | "worker";
  readonly item: string;
  readonly origin: Origin;
};

/** Something the sources leave open or contradict each other about: shown, never settled silently. */
export type Finding = {
  readonly code:
    | "contradiction"
    | "unmatched-path"
    | "shared-switch-id"
    | "queue-without-producers"
    | "support-process"
    | "unknown-budget"
    | "unknown-word"
    | "unknown-column"
    | "legacy-batch"
    | "missing-row"
    | "pattern-conflict"
    /** A path that was translated as written but looks wrong, e.g. with an empty segment. */
    | "doubtful-path"
    /** The same row twice in one file, word for word. */
    | "duplicate-row"
    /** A cell that a spreadsheet would evaluate: kept as text. */
    | "formula"
    /** A row that some sources name and the tracker of its kind does not. */
    | "not-in-tracker"
    /** A state (`verified`, `retired-approved`) that a file claims and may not give. */
    | "unproven-state"
    /** A team that a file names for a row whose owner was given here. */
    | "owner-kept";
  readonly says: string;
  readonly items: readonly string[];
  readonly origins: readonly Origin[];
};

/** A whole inventory as read from sources: what an import plans from. */
export type InventoryReading = {
  readonly items: readonly InventoryItem[];
  /**
   * What the sources add to rows that none of them defines (an owner matrix without its tracker):
   * applied where the program already has the row, never created.
   */
  readonly supplements?: readonly InventoryItem[];
  /**
   * By `itemKey`: fields that only a secondary source states here (an owner from a package column, a state from a
   * tracker's progress). They do not displace what a file that was not read this time says.
   */
  readonly secondHand?: Readonly<Record<string, readonly string[]>>;
  /** By `itemKey`: rows of a checklist that was exported here, with what was signed filled in. */
  readonly filledIn?: readonly string[];
  readonly couplings: readonly QueueCoupling[];
  /** Gates, milestones with their criteria, decisions and budgets. */
  readonly registers?: readonly RegisterEntry[];
  readonly findings: readonly Finding[];
  /** Per file: what it was recognised as and how many rows it gave. `null` was left aside, with the reason in `says`. */
  readonly sources: readonly {
    readonly file: string;
    readonly recognisedAs: string | null;
    readonly rows: number;
    readonly says: string;
  }[];
};

/** The identity of a row within a program: its kind and key. */
export const itemKey = (item: { readonly kind: ItemKind; readonly key: string }): string =>
  `${item.kind}:${item.key}`;
