import { type VerificationState, verificationStates } from "./inventory";

const synonyms: Readonly<Record<string, VerificationState>> = {
  pending: "planned",
  todo: "planned",
  "to-do": "planned",
  open: "planned",
  new: "planned",
  draft: "planned",
  backlog: "planned",
  "not-started": "planned",
  "planned-infra-support": "planned",
  scaffolded: "planned",
  stub: "planned",
  partial: "planned",
  "partially-implemented": "planned",
  "in-progress": "planned",
  wip: "planned",
  started: "planned",
  deferred: "planned",
  inferred: "source-anchored-needs-review",
  "needs-review": "source-anchored-needs-review",
  "in-review": "source-anchored-needs-review",
  review: "source-anchored-needs-review",
  "source-anchored": "source-anchored-needs-review",
  // A file's "done" is a claim that somebody has to look at, not a verification (domain.md: machines stop below `verified`).
  implemented: "source-anchored-needs-review",
  done: "source-anchored-needs-review",
  complete: "source-anchored-needs-review",
  completed: "source-anchored-needs-review",
  finished: "source-anchored-needs-review",
  ready: "source-anchored-needs-review",
  migrated: "source-anchored-needs-review",
  "verified-manual": "verified-source-anchored",
  "auto-verified": "verified-source-anchored",
  approved: "verified",
  "signed-off": "verified",
  blocked: "needs-triage",
  "blocked-triage": "needs-triage",
  triage: "needs-triage",
  unknown: "needs-triage",
  retired: "retired-approved",
  "retire-approved": "retired-approved",
  removed: "retired-approved",
};

const ladder: Readonly<Record<string, VerificationState>> = {
  ...synonyms,
  ...Object.fromEntries(verificationStates.map((state) => [state, state])),
};

/** The state of domain.md's ladder that a source's word stands for; `null` for a word that is not known. */
export const verificationOf = (word: string): VerificationState | null => {
  const key = word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
  return Object.hasOwn(ladder, key) ? (ladder[key] ?? null) : null;
};

const mainLine: readonly VerificationState[] = [
  "planned",
  "source-anchored-needs-review",
  "verified-source-anchored",
  "verified",
];

/**
 * Whether two sources contradict each other about a row's state. Being further or less far along the main line
 * is age, not contradiction; triage or retirement on one side only is.
 */
export const contradictsState = (one: VerificationState, other: VerificationState): boolean =>
  one !== other && !(mainLine.includes(one) && mainLine.includes(other));

/** Whether a row may have come from one state to another by the ladder's steps. */
export const leadsTo = (from: VerificationState, to: VerificationState): boolean => {
  if (to === "retired-approved") return from === "needs-triage";
  if (from === "needs-triage") return to === "verified";
  const [start, end] = [mainLine.indexOf(from), mainLine.indexOf(to)];
  return start >= 0 && start < end;
};
