import type { SignatureStanding } from "./gate-facts";
import { type VerificationState, verificationStates } from "./inventory";

/** A step of the ladder that rows come up by signatures, with how many have. */
export type Promotion = {
  readonly from: VerificationState;
  readonly to: VerificationState;
  /** Rows in the state with a signature that stands; those without one, and those whose signature is stale. */
  readonly done: number;
  readonly unsigned: number;
  readonly stale: number;
  /** Rows that have to come up: of the kinds that do, all but those that are retired. */
  readonly of: number;
};

/** Rows of one kind in one state, by how their signatures stand. */
export type LadderCount = {
  readonly kind: string;
  readonly state: string;
  readonly signature: SignatureStanding;
  readonly rows: number;
};

const stateIn = (word: string | undefined): VerificationState | null =>
  verificationStates.find((state) => state === word?.toLowerCase()) ?? null;

/**
 * The step that words speak of, as checklists write it: `Owner signoff promotion
 * (verified-source-anchored -> verified)`; `null` where they name no signatures or no two states in order.
 */
export const promotionIn = (
  words: string,
): { readonly from: VerificationState; readonly to: VerificationState } | null => {
  if (!/sign-?\s?off|signed|signature/i.test(words)) return null;
  for (const match of words.matchAll(
    /([\w-]*\w)[`"\u201d]?\s*(?:->|\u2192|=>)\s*[`"\u201c]?([\w-]+)/g,
  )) {
    const [from, to] = [stateIn(match[1]), stateIn(match[2])];
    if (from && to && verificationStates.indexOf(from) < verificationStates.indexOf(to)) {
      return { from, to };
    }
  }
  return null;
};

const sum = (counts: readonly LadderCount[]): number =>
  counts.reduce((total, { rows }) => total + rows, 0);

/**
 * How far a promotion has come. Of the kinds that take the step (some row of them stands before or after
 * it) every row has to, but those that are retired. Only a signature that stands counts.
 */
export const promotionOf = (
  { from, to }: { readonly from: VerificationState; readonly to: VerificationState },
  counts: readonly LadderCount[],
): Promotion => {
  const kinds = new Set(
    counts.filter(({ state }) => state === from || state === to).map(({ kind }) => kind),
  );
  const theirs = counts.filter(
    ({ kind, state }) => kinds.has(kind) && (state !== "retired-approved" || to === state),
  );
  const there = theirs.filter(({ state }) => state === to);
  const by = (standing: SignatureStanding): number =>
    sum(there.filter(({ signature }) => signature === standing));
  return {
    from,
    to,
    done: by("stands"),
    unsigned: by("none"),
    stale: by("stale"),
    of: sum(theirs),
  };
};

/** How far it has come, in a sentence. */
export const promotionWords = ({ to, done, unsigned, stale, of }: Promotion): string => {
  if (of === 0) return "No row takes this step.";
  const parts = [
    ...(stale > 0 ? [`${stale} ${stale === 1 ? "has" : "have"} a stale signature`] : []),
    ...(unsigned > 0
      ? [`${unsigned} ${unsigned === 1 ? "is" : "are"} so by a file and not signed`]
      : []),
  ];
  return `${done} of ${of} rows are ${to} with a signature that stands${parts.length > 0 ? `; ${parts.join(", ")}` : ""}.`;
};
