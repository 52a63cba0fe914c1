import type { NoticeKind } from "@/lib/domain/notice-kinds";
import type { Addressee } from "@/lib/domain/notice-recipients";

/** Something with a time by which somebody has to act. */
export type Owed = {
  readonly about:
    | "waiver"
    | "condition"
    | "decision"
    | "review"
    | "request"
    | "signature"
    | "batch";
  readonly id: string;
  readonly dueAt: Date;
  /** When it began to be owed; `null` where nobody said. */
  readonly since: Date | null;
  /** What it is, to begin a sentence: `Waiver of the gate tests for the capability push`. */
  readonly title: string;
  /** The words of its owner field, where it has one. */
  readonly owner: string | null;
  /** The person behind it: who asked for a request or a signature. */
  readonly personId: string | null;
};

export type Reminder = {
  readonly kind: NoticeKind;
  readonly says: string;
  /** One for each stage of one due time: a date that was moved is told of again. */
  readonly dedupe: string;
  readonly to: readonly Addressee[];
};

const hour = 3_600_000;
const day = 24 * hour;

type Stage = {
  readonly kind: NoticeKind;
  readonly verb: string;
  readonly to: (owed: Owed) => readonly Addressee[];
};

type Rule = {
  /** Milliseconds before the time at which it is near. */
  readonly lead: number;
  readonly soon: Stage;
  /** `null` where what ends it tells of the end itself: a request. */
  readonly late: Stage | null;
};

const owner = ({ owner }: Owed): readonly Addressee[] => [{ owner }];
const ownerAndManagers = ({ owner }: Owed): readonly Addressee[] => [
  { owner },
  { roles: ["manager"] },
];
const closers = (): readonly Addressee[] => [{ permission: "review:close" }];

/** How long before, and who is told: product.md's "owners are told", domain.md's owners of each. */
export const reminderRules: Readonly<Record<Owed["about"], Rule>> = {
  waiver: {
    lead: 3 * day,
    soon: { kind: "waiver-ends-soon", verb: "ends", to: owner },
    late: { kind: "waiver-ended", verb: "ended", to: owner },
  },
  condition: {
    lead: 3 * day,
    soon: { kind: "condition-due", verb: "is due", to: owner },
    late: { kind: "condition-overdue", verb: "was due", to: ownerAndManagers },
  },
  decision: {
    lead: 7 * day,
    soon: { kind: "decision-due", verb: "is due", to: owner },
    late: { kind: "decision-late", verb: "was due", to: ownerAndManagers },
  },
  review: {
    lead: 6 * hour,
    soon: { kind: "review-due", verb: "is due", to: closers },
    late: { kind: "review-late", verb: "was due", to: closers },
  },
  request: {
    lead: day,
    soon: {
      kind: "request-expires-soon",
      verb: "expires",
      to: ({ personId }) => [{ people: [personId] }, { permission: "switch:approve" }],
    },
    late: null,
  },
  signature: {
    lead: 2 * day,
    soon: { kind: "signature-due", verb: "is due", to: owner },
    late: {
      kind: "signature-overdue",
      verb: "was due",
      to: (owed) => [...ownerAndManagers(owed), { people: [owed.personId] }],
    },
  },
  batch: {
    lead: 3 * day,
    soon: { kind: "batch-due", verb: "is due", to: owner },
    late: { kind: "batch-overdue", verb: "was due", to: ownerAndManagers },
  },
};

/** What lasts a day is not near when it begins: at most a third of its time is. */
const leadOf = ({ about, since, dueAt }: Owed): number => {
  const { lead } = reminderRules[about];
  return since === null ? lead : Math.min(lead, (dueAt.getTime() - since.getTime()) / 3);
};

const timeWords = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

/**
 * What is to be said now of something owed: that its time is near, or that it is over; `null` before
 * both. What is late is told as late alone, also where nobody was there to tell that it was near.
 */
export const reminderOf = (owed: Owed, now: Date): Reminder | null => {
  const { soon, late } = reminderRules[owed.about];
  const lead = leadOf(owed);
  const remaining = owed.dueAt.getTime() - now.getTime();
  const stage = remaining > lead ? null : remaining > 0 ? soon : late;
  if (stage === null) return null;
  return {
    kind: stage.kind,
    says: `${owed.title} ${stage.verb} on ${timeWords(owed.dueAt)}.`,
    dedupe: `${stage.kind} ${owed.id} ${owed.dueAt.toISOString()}`,
    to: stage.to(owed),
  };
};
