import { type Claim, orderedClaims } from "./sign-off-claims";
import type { SignOffFacts } from "./sign-off-step";

/** Columns that tell about a row's review and not about the row: their change breaks no signature. */
const aboutReview =
  /^(verification_(status|notes)|owner_signoff|sign_?off|suggested_owner|review_wave|signoff_batch|test_evidence_ref|status|notes?|comments?|last_(updated|run_commit|passed_at)|test_file|week)$/;

/** Attributes that name places in the legacy source. */
const anchorColumns = /(^|_)(evidence_ref|anchors?|source_ref)$/;

/** Attributes that say how to go back. */
const rollbackColumns = ["rollback_note", "rollback_steps", "rollback_value", "rollback_control"];

const decisionId = /\bD-\d{1,4}\b/;

/** The places in the legacy source that a row names: `endpoints/v1/tag.py:72`, several parted by `;` or `,`. */
export const anchorsIn = (attributes: Readonly<Record<string, string>>): string[] => [
  ...new Set(
    Object.entries(attributes)
      .filter(([name]) => anchorColumns.test(name) && name !== "test_evidence_ref")
      .flatMap(([, value]) => value.split(/[;,]/))
      .map((place) => place.trim())
      .filter((place) => place !== ""),
  ),
];

/** How a row says to go back; `null` where it does not. */
export const rollbackNoteIn = (attributes: Readonly<Record<string, string>>): string | null =>
  rollbackColumns.map((name) => attributes[name]?.trim() ?? "").find((note) => note !== "") ?? null;

/** Attributes of what people added to a row here, each beside the columns of its sources. */
export const addedHere = {
  anchor: "added_anchors",
  "rollback-note": "rollback_note",
  decision: "retirement_decision",
} as const;

/**
 * The decision that a row names as the one that retires it; `null` where it names none. What somebody
 * named here counts before any that its sources mention.
 */
export const decisionIn = (attributes: Readonly<Record<string, string>>): string | null => {
  const named = attributes[addedHere.decision]?.trim() ?? "";
  if (named !== "") return named;
  for (const value of Object.values(attributes)) {
    const found = decisionId.exec(value);
    if (found) return found[0];
  }
  return null;
};

/** The values of a row that a signature vouches for: what the row is, and not what was said of its review. */
export const signedValues = (
  columns: Readonly<Record<string, string | null>>,
  attributes: Readonly<Record<string, string>>,
): Record<string, string | null> => ({
  ...columns,
  ...Object.fromEntries(
    // Places in the source are claims of their own: one more of them takes back nothing that was seen.
    Object.entries(attributes).filter(
      ([name]) => !aboutReview.test(name) && !anchorColumns.test(name),
    ),
  ),
});

/** Everything that is shown of a row when it is signed. Its canonical JSON is what the digest is of. */
export type Shown = {
  readonly program: string;
  readonly kind: string;
  readonly key: string;
  readonly title: string;
  readonly state: string;
  readonly to: string | null;
  readonly team: string | null;
  readonly values: Readonly<Record<string, string | null>>;
  readonly anchors: readonly string[];
  readonly rollbackNote: string | null;
  readonly retirement: { readonly decision: string; readonly state: string } | null;
  readonly tests: readonly {
    readonly key: string;
    readonly role: string;
    readonly legacy: ShownRun | null;
    readonly target: ShownRun | null;
  }[];
  readonly contradictions: readonly string[];
  /** How what it consists of stood: a capability's gates, budgets and rows, a gate's state and documents. */
  readonly readings?: readonly ShownReading[];
  /** Versions of the rules that it was shown under. */
  readonly rules: Readonly<Record<string, number | string>>;
};

export type ShownReading = { readonly of: string; readonly state: string };

/** States of readings that a signature vouches for; the others were seen and bind nothing. */
const goodReadings: readonly string[] = ["pass", "within", "signed", "done"];

/** States of readings that say nothing yet, or no more: a baseline that is being captured says as little as none. */
const openReadings: readonly string[] = ["unknown", "collecting", "baselined"];

/**
 * The readings as values that a claim is held against. What is not known any more is left as it was
 * claimed: only a known change breaks a signature.
 */
export const readingValues = (
  { readings = [] }: Shown,
  claims: readonly Claim[],
): Record<string, string | null> => {
  const claimed = new Map(
    claims.flatMap((claim) => (claim.kind === "value" ? [[claim.field, claim.value]] : [])),
  );
  return Object.fromEntries(
    readings.map(({ of, state }) => [
      of,
      openReadings.includes(state) ? (claimed.get(of) ?? state) : state,
    ]),
  );
};

/** How a reading of a document of a gate is named. */
const documentReading = "document ";

export const readingOfDocument = (key: string): string => `${documentReading}${key}`;

export type ShownRun = {
  readonly outcome: string;
  readonly commit: string;
  readonly at: string;
  readonly evidence: string;
};

/** What a signature on something shown vouches for: see `Claim`. Only what held when it was signed can break. */
export const claimsOf = (shown: Shown): Claim[] =>
  orderedClaims([
    ...shown.anchors.map((place): Claim => ({ kind: "anchor", place })),
    ...shown.tests
      .filter(({ target }) => target?.outcome === "passed")
      .map(({ key }): Claim => ({ kind: "test", test: key, passes: true })),
    ...Object.entries(shown.values).map(
      ([field, value]): Claim => ({ kind: "value", field, value }),
    ),
    ...(shown.readings ?? [])
      .filter(({ state }) => goodReadings.includes(state))
      .map(({ of, state }): Claim => ({ kind: "value", field: of, value: state })),
    ...(shown.contradictions.length === 0 ? [{ kind: "no-contradiction" } as const] : []),
    ...(shown.retirement?.state === "approved"
      ? [{ kind: "decision", decision: shown.retirement.decision, state: "approved" } as const]
      : []),
  ]);

/** What differs between what was signed and what is shown now, field by field, in words. */
export const shownDifference = (
  was: Shown,
  is: Shown,
): { readonly field: string; readonly was: string; readonly is: string }[] => {
  const lines = (shown: Shown): Map<string, string> =>
    new Map([
      ["owner", shown.team ?? "nobody"],
      ...Object.entries(shown.values).map(([field, value]) => [field, value ?? ""] as const),
      ...(shown.readings ?? []).map(({ of, state }) => [of, state] as const),
      ["source anchors", shown.anchors.join(", ")],
      ["rollback note", shown.rollbackNote ?? ""],
      ["contradictions", shown.contradictions.join(" ")],
      [
        "decision",
        shown.retirement ? `${shown.retirement.decision} ${shown.retirement.state}` : "",
      ],
      ...shown.tests.flatMap(({ key, legacy, target }) => [
        [`${key} on legacy`, legacy?.outcome ?? "never run"] as const,
        [`${key} on target`, target?.outcome ?? "never run"] as const,
      ]),
    ]);
  const [before, after] = [lines(was), lines(is)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((field) => {
    const [old, now] = [before.get(field) ?? "", after.get(field) ?? ""];
    return old === now ? [] : [{ field, was: old, is: now }];
  });
};

/** What the ladder's rules look at, out of what is shown. */
export const factsOf = (shown: Shown): SignOffFacts => ({
  kind: shown.kind,
  key: shown.key,
  state: shown.state as SignOffFacts["state"],
  team: shown.team,
  anchors: shown.anchors,
  tests: shown.tests
    .filter(({ role }) => !role.endsWith("fixture"))
    .map(({ key, target }) => ({
      key,
      outcome: (target?.outcome ?? null) as SignOffFacts["tests"][number]["outcome"],
      commit: target?.commit ?? null,
    })),
  rollbackNote: shown.rollbackNote,
  retirement: shown.retirement,
  revision: shown.values.revision ?? null,
  unsignedDocuments: (shown.readings ?? [])
    .filter(({ of, state }) => of.startsWith(documentReading) && state !== "signed")
    .map(({ of }) => of.slice(documentReading.length)),
});
