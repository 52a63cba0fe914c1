import { type FindingBook, place } from "@/lib/domain/finding-book";
import type { Origin } from "@/lib/domain/inventory";
import { programGateStateOf } from "@/lib/domain/program-gate-state";
import { type RegisterKind, registerId } from "@/lib/domain/registers";
import type { Claim } from "./item-draft";
import { checkOf, dateOf, decisionStatusOf } from "./register-words";

/** A list that a source states, whole: sub-gates, options. */
type Parts = {
  readonly value: readonly Readonly<Record<string, unknown>>[];
  readonly origin: Origin;
};

/** An entry of a register while its sources are read. */
export type RegisterDraft = {
  readonly kind: RegisterKind;
  readonly key: string;
  readonly position: number;
  isDefined: boolean;
  readonly claims: Map<string, Claim[]>;
  readonly parts: Map<string, Parts>;
  readonly defaults: Map<string, string>;
};

export type RegisterBook = {
  readonly drafts: Map<string, RegisterDraft>;
  readonly counts: Map<RegisterKind, number>;
  readonly findings: FindingBook;
  /** Whether a log of decisions was read: what it does not name is then told. */
  hasLog: boolean;
};

export const registerBook = (findings: FindingBook): RegisterBook => ({
  drafts: new Map(),
  counts: new Map(),
  findings,
  hasLog: false,
});

/** The draft of an entry, made where there is none; positions count within a kind, in the order of reading. */
export const draftOf = (book: RegisterBook, kind: RegisterKind, key: string): RegisterDraft => {
  const id = registerId({ kind, key });
  const known = book.drafts.get(id);
  if (known) return known;
  const position = book.counts.get(kind) ?? 0;
  book.counts.set(kind, position + 1);
  const draft: RegisterDraft = {
    kind,
    key,
    position,
    isDefined: false,
    claims: new Map(),
    parts: new Map(),
    defaults: new Map(),
  };
  book.drafts.set(id, draft);
  return draft;
};

export const claimFor = (draft: RegisterDraft, field: string, claim: Claim): void => {
  const claims = draft.claims.get(field);
  if (claims) claims.push(claim);
  else draft.claims.set(field, [claim]);
};

const dates: ReadonlySet<string> = new Set(["dueAt", "targetAt", "decidedAt", "effectiveAt"]);

const unknownWord = (
  book: RegisterBook,
  draft: RegisterDraft,
  { value, origin }: Claim,
  says: string,
): void =>
  book.findings.add(
    "unknown-word",
    {
      says: `${draft.key}: “${value}” in ${place(origin)} ${says}.`,
      items: [draft.key],
      origins: [origin],
    },
    {
      of: `${origin.file}|${origin.column}|${says}`,
      together: (count) =>
        `${count} cells of ${origin.file}, column ${origin.column}: each ${says}.`,
      most: 20,
    },
  );

/** The claims that a cell makes, its words turned into the domain's; what no word is known for is told and left careful. */
const meantBy = (
  book: RegisterBook,
  draft: RegisterDraft,
  field: string,
  claim: Claim,
): readonly (readonly [field: string, claim: Claim])[] => {
  const as = (value: string): readonly [string, Claim] => [field, { ...claim, value }];
  if (dates.has(field)) {
    const date = dateOf(claim.value);
    if (date === "none") return [];
    if (date !== null) return [as(date.day)];
    unknownWord(book, draft, claim, "is no date; it is left open");
    return [];
  }
  if (draft.kind === "program-gate" && field === "state") {
    const state = programGateStateOf(claim.value);
    if (state === null)
      unknownWord(book, draft, claim, "is no state of a gate; it is imported as pending");
    return [as(state ?? "pending")];
  }
  if (draft.kind === "decision" && field === "status") {
    const status = decisionStatusOf(claim.value);
    if (status === null)
      unknownWord(book, draft, claim, "is no status of a decision; it is imported as open");
    return [as(status ?? "open")];
  }
  if (draft.kind === "criterion" && field === "stated") {
    const stated = checkOf(claim.value);
    if (stated === null)
      unknownWord(book, draft, claim, "does not say whether the criterion holds; it is unknown");
    const word = ["statedWord", claim] as const;
    return stated === "pass" || stated === "fail" ? [as(stated), word] : [word];
  }
  return [as(claim.value)];
};

/** Takes what one cell states of a field. */
export const stateField = (
  book: RegisterBook,
  draft: RegisterDraft,
  field: string,
  claim: Claim,
): void => {
  for (const [name, meant] of meantBy(book, draft, field, claim)) claimFor(draft, name, meant);
};
