import type { ItemKind, Origin, TestRole, VerificationState } from "@/lib/domain/inventory";
import type { TextField } from "./tracker-columns";

/** One place that states a value. A lower rank is believed first. */
export type Claim = {
  readonly value: string;
  readonly rank: number;
  readonly origin: Origin;
  /** What the place is, e.g. `route checklist`. */
  readonly source: string;
};

export type StateClaim = Claim & {
  readonly column: string;
  /** `null` for a word that is not known. */
  readonly state: VerificationState | null;
  /** Whether the row names a decision or a sign-off. */
  readonly isProven: boolean;
  /** Stated by a list of tests: how far the test is, not how far the row is. */
  readonly isOfTests: boolean;
};

type BatchClaim = {
  readonly batch: string;
  readonly origin: Origin;
  /** Named by a checklist or an owner matrix, not only by the batch's own extract. */
  readonly isCurrent: boolean;
};

/** A row of the inventory while its sources are read. */
export type ItemDraft = {
  readonly kind: ItemKind;
  readonly key: string;
  isDefined: boolean;
  isInTracker: boolean;
  /** Some file is an export from here, with what was signed filled in. */
  isFilledIn: boolean;
  readonly named: Origin;
  readonly namedBy: string;
  readonly fields: Map<TextField | "team-fallback", Claim[]>;
  readonly attributes: Map<string, Claim[]>;
  readonly states: StateClaim[];
  readonly batches: BatchClaim[];
  readonly tests: Map<string, { readonly role: TestRole; readonly origins: Origin[] }>;
  readonly evidence: Claim[];
};

export const emptyDraft = (
  kind: ItemKind,
  key: string,
  named: Origin,
  namedBy: string,
): ItemDraft => ({
  kind,
  key,
  isDefined: false,
  isInTracker: false,
  isFilledIn: false,
  named,
  namedBy,
  fields: new Map(),
  attributes: new Map(),
  states: [],
  batches: [],
  tests: new Map(),
  evidence: [],
});

/** Entries of a list cell: separated by semicolons, commas or line breaks; `-`, `none` and `n/a` are nothing. */
export const listOf = (cell: string): string[] =>
  cell
    .split(/[;,\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "" && !/^(?:-|–|—|none|n\/a.*)$/i.test(entry));
