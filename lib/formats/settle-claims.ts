import { type FindingBook, place } from "@/lib/domain/finding-book";
import type { Origin, VerificationState } from "@/lib/domain/inventory";
import { contradictsState } from "@/lib/domain/verification-words";
import type { Claim, StateClaim } from "./item-draft";

export type Settled = {
  readonly value: string;
  readonly origins: readonly Origin[];
  /** Whether only sources that others are believed before state it. */
  readonly isSecondHand: boolean;
};

const believed = (one: Claim, other: Claim): number =>
  one.rank - other.rank ||
  (one.origin.file < other.origin.file ? -1 : one.origin.file > other.origin.file ? 1 : 0);

const because = (kept: Claim, other: Claim): string =>
  kept.rank < other.rank
    ? `the ${kept.source} is believed before the ${other.source}`
    : "its file comes first by name";

const contradiction = (
  key: string,
  field: string,
  kept: Claim,
  other: Claim,
  findings: FindingBook,
): void =>
  findings.add(
    "contradiction",
    {
      says: `${key}: ${field} is “${kept.value}” in ${place(kept.origin)} and “${other.value}” in ${place(other.origin)}. “${kept.value}” is kept: ${because(kept, other)}.`,
      items: [key],
      origins: [kept.origin, other.origin],
    },
    {
      of: `${field}|${kept.origin.file}|${other.origin.file}`,
      together: (count) =>
        `${field} differs in ${count} rows between ${kept.origin.file} and ${other.origin.file}. The values of ${kept.origin.file} are kept: ${because(kept, other)}.`,
    },
  );

/** The value that is believed and every place that agrees with it; each place that differs is a finding. */
export const settleClaims = (
  key: string,
  field: string,
  claims: readonly Claim[],
  findings: FindingBook,
): Settled | null => {
  const [only] = claims;
  if (only === undefined) return null;
  if (claims.length === 1)
    return { value: only.value, origins: [only.origin], isSecondHand: only.rank > 0 };
  const ordered = [...claims].sort(believed);
  const kept = ordered[0] ?? only;
  const told = new Set([kept.value]);
  for (const claim of ordered) {
    if (told.has(claim.value)) continue;
    told.add(claim.value);
    contradiction(key, field, kept, claim, findings);
  }
  return {
    value: kept.value,
    origins: ordered.filter((claim) => claim.value === kept.value).map((claim) => claim.origin),
    isSecondHand: kept.rank > 0,
  };
};

const plainColumns: ReadonlySet<string> = new Set([
  "verification_status",
  "status",
  "state",
  "current_status",
]);

export type SettledState = {
  readonly state: VerificationState;
  readonly word: string | null;
  readonly origins: readonly Origin[];
  readonly isSecondHand: boolean;
  /** Words of other columns and files, under the name they are kept by. */
  readonly others: readonly { readonly name: string; readonly claim: StateClaim }[];
};

const unknownWord = (key: string, claim: StateClaim, findings: FindingBook): void => {
  const where = `“${claim.value}” in ${claim.origin.file}, column ${claim.origin.column}`;
  findings.add(
    "unknown-word",
    {
      says: `${where}, row ${claim.origin.row}, is no state that is known; ${key} is imported as planned and keeps the word.`,
      items: [key],
      origins: [claim.origin],
    },
    {
      of: `${claim.origin.file}|${claim.column}|${claim.value}`,
      together: (count) =>
        `${where}, is no state that is known; ${count} rows are imported as planned and keep the word.`,
      most: 1,
    },
  );
};

const unproven = (key: string, claim: StateClaim, says: string, findings: FindingBook): void =>
  findings.add(
    "unproven-state",
    {
      says: `${key}: ${place(claim.origin)} says “${claim.value}”, ${says}.`,
      items: [key],
      origins: [claim.origin],
    },
    {
      of: `${claim.origin.file}|${claim.value}`,
      together: (count) => `${count} rows of ${claim.origin.file} say “${claim.value}”, ${says}.`,
      most: 20,
    },
  );

/**
 * The state of a row after domain.md: a file never makes a row `verified`, and `retired-approved` stays only where
 * some file names the decision or the sign-off. Sources further along or behind on the main line do not contradict
 * each other; triage or retirement on one side only does.
 */
export const settleState = (
  key: string,
  claims: readonly StateClaim[],
  hasTests: boolean,
  findings: FindingBook,
): SettledState => {
  const ordered = [...claims].sort(believed);
  const [kept] = ordered;
  if (kept === undefined)
    return { state: "planned", word: null, origins: [], isSecondHand: false, others: [] };
  if (kept.state === null) unknownWord(key, kept, findings);
  const claimed = kept.state ?? "planned";

  let state = claimed;
  if (claimed === "verified") {
    state = "verified-source-anchored";
    const proof =
      kept.isProven && hasTests
        ? "which only a person may say here"
        : "without a sign-off and a test";
    unproven(key, kept, `${proof}; it is imported as verified-source-anchored`, findings);
  }
  const isRetiredByDecision = ordered.some(
    (claim) => claim.state === "retired-approved" && claim.isProven,
  );
  if (claimed === "retired-approved" && !isRetiredByDecision) {
    state = "needs-triage";
    unproven(
      key,
      kept,
      "and names no decision or sign-off; it is imported as needs-triage",
      findings,
    );
  }

  const others: { name: string; claim: StateClaim }[] = [];
  const told = new Set([claimed]);
  for (const claim of ordered) {
    const hasOwnName = !plainColumns.has(claim.column);
    // Kept whatever the other sources say, so that reading one file again on its own changes nothing.
    if (hasOwnName || claim.isOfTests || claim.value !== kept.value)
      others.push({ name: hasOwnName ? claim.column : `${claim.column} (${claim.source})`, claim });
    if (claim.state === null || told.has(claim.state)) continue;
    told.add(claim.state);
    if (contradictsState(claimed, claim.state))
      contradiction(key, "verification", kept, claim, findings);
  }
  return {
    state,
    word: kept.value,
    origins: ordered.filter((claim) => claim.value === kept.value).map((claim) => claim.origin),
    isSecondHand: kept.rank > 0,
    others,
  };
};
