import * as z from "zod";
import { CriterionView, MilestoneSummary } from "@/lib/contract/milestones";
import { operation } from "@/lib/contract/operation";
import { ProgramGateView } from "@/lib/contract/program-gates";
import { OwnerShare } from "@/lib/contract/programs";
import { DeliveryView } from "@/lib/contract/switches";
import { ProgramInput, Timestamp } from "@/lib/contract/words";

export const ProgramOverview = z.object({
  verification: z.array(z.object({ kind: z.string(), state: z.string(), count: z.number().int() })),
  families: z.array(
    z.object({
      /** Empty for routes without one. */
      key: z.string(),
      routes: z.number().int(),
      /** By environment key; switchable routes only. */
      share: z.record(z.string(), OwnerShare),
    }),
  ),
  environments: z.array(
    z.object({
      key: z.string(),
      workers: z.object({
        legacy: z.number().int(),
        target: z.number().int(),
        off: z.number().int(),
      }),
      delivery: DeliveryView,
    }),
  ),
  findings: z.array(z.object({ code: z.string(), count: z.number().int() })),
  /** The newest accepted changes over all environments. */
  changes: z.array(
    z.object({
      environment: z.string(),
      version: z.number().int(),
      kind: z.string(),
      says: z.string(),
      reason: z.string(),
      by: z.string(),
      at: Timestamp,
    }),
  ),
});
export type ProgramOverview = z.infer<typeof ProgramOverview>;

export const readOverview = operation({
  id: "readOverview",
  method: "GET",
  path: "/api/v1/programs/{program}/overview",
  summary: "Where a program stands: verification, owners by family, open findings, last changes",
  tag: "programs",
  input: ProgramInput,
  answer: ProgramOverview,
});

const ProgressPointView = z.object({
  day: z.iso.date(),
  total: z.number().int(),
  verified: z.number().int(),
  /** By environment: rows that the target answers or runs for everybody. */
  flipped: z.record(z.string(), z.number().int()),
});

const PaceView = z.object({ perDay: z.number(), overDays: z.number().int() });

/** When all rows would be done, by the paces of the last one, two and four weeks. */
export const ForecastView = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("done"), says: z.string() }),
  z.object({ kind: z.literal("none"), says: z.string() }),
  z.object({ kind: z.literal("never"), fastest: PaceView, says: z.string() }),
  z.object({
    kind: z.literal("range"),
    earliest: z.iso.date(),
    /** Null: not at the slowest pace. */
    latest: z.iso.date().nullable(),
    slowest: PaceView,
    fastest: PaceView,
    remaining: z.number().int(),
    says: z.string(),
  }),
]);
export type ForecastView = z.infer<typeof ForecastView>;

export const ProgramProgress = z.object({
  /** One a day that was recorded, the oldest first; today's as it is now. */
  points: z.array(ProgressPointView),
  verified: ForecastView,
  /** By environment. */
  flipped: z.record(z.string(), ForecastView),
  /** The day from which on it was recorded here; earlier points came with an example. */
  recordedSince: z.iso.date().nullable(),
});
export type ProgramProgress = z.infer<typeof ProgramProgress>;

export const readProgress = operation({
  id: "readProgress",
  method: "GET",
  path: "/api/v1/programs/{program}/progress",
  summary: "How far a program was on each day, and when it would be done at its paces",
  tag: "programs",
  input: ProgramInput.extend({ days: z.coerce.number().int().min(1).max(3650).default(120) }),
  answer: ProgramProgress,
});

/** Something that waits for the reader, or for a team of theirs. */
export const NeedView = z.object({
  kind: z.enum(["request", "waiver", "condition", "decision", "review", "gate", "criterion"]),
  key: z.string(),
  says: z.string(),
  detail: z.string(),
  /** What the link does: `Review`, `Decide`. */
  action: z.string(),
  link: z.string(),
  dueAt: Timestamp.nullable(),
  isLate: z.boolean(),
});
export type NeedView = z.infer<typeof NeedView>;

export const OpenBlockerView = z.object({
  number: z.number().int(),
  text: z.string(),
  owner: z.string().nullable(),
  since: Timestamp,
  rows: z.number().int(),
  link: z.string(),
});
export type OpenBlockerView = z.infer<typeof OpenBlockerView>;

/** What held and does not any more. */
export const DriftView = z.object({
  kind: z.enum(["stale-tests", "budget", "gate"]),
  key: z.string(),
  /** How it reads now. */
  state: z.enum(["fail", "unknown"]),
  environment: z.string(),
  says: z.string(),
  detail: z.string(),
  link: z.string(),
  since: Timestamp.nullable(),
});
export type DriftView = z.infer<typeof DriftView>;

const Whole = z.number().int();

export const ProgramReadiness = z.object({
  readAt: Timestamp,
  /** The next milestone that is not decided; null where there is none. */
  milestone: z
    .object({
      summary: MilestoneSummary,
      /** What does not hold first, late ones before others. */
      criteria: z.array(
        CriterionView.pick({
          key: true,
          title: true,
          group: true,
          kind: true,
          state: true,
          because: true,
          link: true,
          owner: true,
          dueAt: true,
          isLate: true,
        }).extend({ isMine: z.boolean() }),
      ),
    })
    .nullable(),
  milestones: z.array(
    MilestoneSummary.pick({ key: true, title: true, state: true, targetAt: true, isLate: true }),
  ),
  gates: z.array(
    ProgramGateView.pick({ key: true, title: true, state: true, owner: true, isLate: true }),
  ),
  progress: ProgramProgress,
  blockers: z.object({
    /** Those that hold most, at most 5. */
    open: z.array(OpenBlockerView),
    total: Whole,
    /** Rows that they hold, each counted once, of how many. */
    rows: Whole,
    of: Whole,
  }),
  needs: z.array(NeedView),
  drift: z.array(DriftView),
  /** What upstreams counted in the last hour, in the first environment where any did; null where none did. */
  traffic: z
    .object({
      environment: z.string(),
      capabilities: z.array(
        z.object({ key: z.string(), name: z.string(), legacy: Whole, target: Whole, other: Whole }),
      ),
      disagreeing: Whole,
    })
    .nullable(),
});
export type ProgramReadiness = z.infer<typeof ProgramReadiness>;

export const readReadiness = operation({
  id: "readReadiness",
  method: "GET",
  path: "/api/v1/programs/{program}/readiness",
  summary:
    "Can we go: the next milestone as it reads now, what is missing and whose, and what waits for the reader",
  tag: "programs",
  input: ProgramInput,
  answer: ProgramReadiness,
});
