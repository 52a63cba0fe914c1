import type { LegacyState, OwnerWord, SelectorKey, Selectors } from "@/lib/domain/snapshot";

export type SwitchLevel = "program" | "family" | "capability" | "route" | "worker";

/** A canary as a person asks for it; the server adds the salt. `percent` is in basis points. */
export type CanaryEdit = Selectors & {
  readonly except?: Selectors;
  readonly percent?: number;
  readonly key?: SelectorKey;
  /** Only where an earlier rule is restored, so that everybody is again where they were; never a caller's. */
  readonly salt?: string;
};

/**
 * One rule of a change. `owner` is the program's own word, `null` takes the rule away.
 * `key` names the family, capability, route or worker; a program has none.
 * `sticky` and a capability's `legacy` state are kept as they were where they are not said.
 */
export type SwitchEdit = {
  readonly level: SwitchLevel;
  readonly key?: string | null;
  readonly owner: OwnerWord | null;
  readonly canary?: CanaryEdit;
  readonly sticky?: "creation" | null;
  readonly legacy?: LegacyState;
  /** Only beside the owner `off` of a worker: to whom it is being handed. */
  readonly handoff?: OwnerWord;
};
