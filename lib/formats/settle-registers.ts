import { FindingBook, place } from "@/lib/domain/finding-book";
import { type RegisterEntry, type RegisterField, registerKinds } from "@/lib/domain/registers";
import type { RegisterBook, RegisterDraft } from "./register-draft";
import { settleClaims } from "./settle-claims";

/** People's own words: two files may differ in them without contradicting each other. */
const freeText: ReadonlySet<string> = new Set(["notes", "evidence", "statedWord", "outcome"]);

const pointsElsewhere = /^see\b/i;

/** A recommendation that only says where it stands gives way to what stands there. */
const settledClaims = (draft: RegisterDraft, field: string) => {
  const claims = draft.claims.get(field) ?? [];
  if (field !== "recommendation") return claims;
  const own = claims.filter(({ value }) => !pointsElsewhere.test(value));
  return own.length > 0 ? own : claims;
};

const fieldsOf = (draft: RegisterDraft, findings: FindingBook): Record<string, RegisterField> => {
  const fields: Record<string, RegisterField> = {};
  const untold = new FindingBook();
  for (const name of draft.claims.keys()) {
    const book = freeText.has(name) ? untold : findings;
    const settled = settleClaims(draft.key, name, settledClaims(draft, name), book);
    if (settled === null) continue;
    const { value, origins, isSecondHand } = settled;
    fields[name] = isSecondHand ? { value, origins, isSecondHand } : { value, origins };
  }
  for (const [name, { value, origin }] of draft.parts) fields[name] = { value, origins: [origin] };
  return fields;
};

/** A decision that is called approved, and of which no source that was read says by whom. */
const noteUnrecorded = (draft: RegisterDraft, book: RegisterBook): void => {
  if (draft.kind !== "decision" || !book.hasLog) return;
  const claim = draft.claims.get("status")?.find(({ value }) => value === "approved");
  if (!claim || draft.claims.has("decidedByName")) return;
  book.findings.add(
    "unproven-state",
    {
      says: `${draft.key} is approved in ${place(claim.origin)}, and the log of decisions does not say who approved it.`,
      items: [draft.key],
      origins: [claim.origin],
    },
    {
      of: claim.origin.file,
      together: (count) =>
        `${count} decisions are approved in ${claim.origin.file}, and the log of decisions does not say who approved them.`,
      most: 20,
    },
  );
};

const titleOf = (draft: RegisterDraft, fields: Readonly<Record<string, RegisterField>>): string => {
  const value = (fields.title ?? fields.surface)?.value;
  return typeof value === "string" ? value : (draft.defaults.get("title") ?? draft.key);
};

/** What the sources state of a program's registers together; contradictions become findings. */
export const settleRegisters = (book: RegisterBook): RegisterEntry[] =>
  [...book.drafts.values()]
    .sort(
      (one, other) =>
        registerKinds.indexOf(one.kind) - registerKinds.indexOf(other.kind) ||
        one.position - other.position,
    )
    .map((draft) => {
      noteUnrecorded(draft, book);
      const fields = fieldsOf(draft, book.findings);
      return {
        kind: draft.kind,
        key: draft.key,
        title: titleOf(draft, fields),
        position: draft.position,
        fields,
        defaults: Object.fromEntries(draft.defaults),
        isDefined: draft.isDefined,
      };
    });
