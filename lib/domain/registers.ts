/** What a program decides by, as far as files can bring it. */
export const registerKinds = [
  "program-gate",
  "milestone",
  "criterion",
  "decision",
  "budget",
  "schedule-week",
  "review-guide",
] as const;
export type RegisterKind = (typeof registerKinds)[number];

const words: Record<RegisterKind, readonly [one: string, many: string]> = {
  "program-gate": ["program gate", "program gates"],
  milestone: ["milestone", "milestones"],
  criterion: ["criterion", "criteria"],
  decision: ["decision", "decisions"],
  budget: ["budget", "budgets"],
  "schedule-week": ["week of the schedule", "weeks of the schedule"],
  "review-guide": ["checklist of reviews", "checklists of reviews"],
};

/** A kind of register in words, for one or for many; `null` for a word that is no kind. */
export const registerWord = (kind: string, count = 1): string | null => {
  const known = registerKinds.find((name) => name === kind);
  return known === undefined ? null : words[known][count === 1 ? 0 : 1];
};

/** Text, a day (`2026-02-13`), or a list of parts; `null` where it is known to say nothing. */
export type RegisterValue = string | null | readonly Readonly<Record<string, unknown>>[];

/** Where a value came from, as in the inventory. */
type Place = { readonly file: string; readonly row?: number; readonly column?: string };

export type RegisterField = {
  readonly value: RegisterValue;
  /** Every place that states it. */
  readonly origins: readonly Place[];
  /** Only a source that another is believed before states it. */
  readonly isSecondHand?: boolean;
};

/** An entry of a register as files state it. A criterion's key is `<milestone>/<criterion>`. */
export type RegisterEntry = {
  readonly kind: RegisterKind;
  readonly key: string;
  readonly title: string;
  readonly position: number;
  readonly fields: Readonly<Record<string, RegisterField>>;
  /** Values for a new entry that no source states as such: a checklist's heading names its milestone. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Whether a source defines it; what others merely mention is never created. */
  readonly isDefined: boolean;
};

/** An entry as the program holds it, with what a file last said of each field. */
export type KnownEntry = {
  readonly kind: RegisterKind;
  readonly key: string;
  readonly values: Readonly<Record<string, RegisterValue>>;
  readonly origin: Readonly<Record<string, RegisterField>>;
};

export const registerId = (entry: { readonly kind: RegisterKind; readonly key: string }): string =>
  `${entry.kind}:${entry.key}`;
