import * as z from "zod";
import { Day } from "@/lib/contract/batches";
import { operation } from "@/lib/contract/operation";
import { ProgramInput, Timestamp } from "@/lib/contract/words";

const sessionsPath = "/api/v1/programs/{program}/review-sessions" as const;

const SessionInput = ProgramInput.extend({ session: z.uuid() });
const RowName = z.object({ kind: z.string().max(60), key: z.string().min(1).max(300) });
const Person = z.string().trim().min(1, "name somebody").max(300);

const outcomes = ["signed", "returned", "skipped", "open"] as const;
const Outcome = z.enum(outcomes);
const OutcomeCounts = z.record(Outcome, z.number().int());

export const ReviewSessionView = z.object({
  id: z.uuid(),
  batch: z.string().nullable(),
  weekOf: Day.nullable(),
  startedBy: z.string(),
  startedAt: Timestamp,
  finishedBy: z.string().nullable(),
  finishedAt: Timestamp.nullable(),
  attendees: z.array(z.string()),
  steps: z.array(
    z.object({
      says: z.string(),
      doneBy: z.string().nullable(),
      doneAt: Timestamp.nullable(),
    }),
  ),
  cautions: z.array(z.string()),
  /** Rows in the order that they are gone through, with what came of each since it began. */
  rows: z.array(RowName.extend({ outcome: Outcome, by: z.string().nullable() })),
  counts: OutcomeCounts,
});
export type ReviewSessionView = z.infer<typeof ReviewSessionView>;

const ReviewSessionLine = ReviewSessionView.pick({
  id: true,
  batch: true,
  weekOf: true,
  startedBy: true,
  startedAt: true,
  finishedAt: true,
  attendees: true,
}).extend({ rows: z.number().int(), counts: OutcomeCounts.nullable() });
export type ReviewSessionLine = z.infer<typeof ReviewSessionLine>;

export const listReviewSessions = operation({
  id: "listReviewSessions",
  method: "GET",
  path: sessionsPath,
  summary: "Review meetings, the newest first",
  tag: "sign-offs",
  input: ProgramInput.extend({ batch: z.string().max(300).optional(), week: Day.optional() }),
  answer: z.object({ sessions: z.array(ReviewSessionLine) }),
});

export const readReviewSession = operation({
  id: "readReviewSession",
  method: "GET",
  path: `${sessionsPath}/{session}`,
  summary: "A review meeting: who is there, its checklist, and what came of each row",
  tag: "sign-offs",
  input: SessionInput,
  answer: ReviewSessionView,
});

export const startReviewSession = operation({
  id: "startReviewSession",
  method: "POST",
  path: sessionsPath,
  summary:
    "Begin to go through what is not done of a batch or a week, row by row, or join who is at it",
  tag: "sign-offs",
  status: 201,
  input: ProgramInput.extend({
    /** One of the two. */
    batch: z.string().min(1).max(300).optional(),
    week: Day.optional(),
    attendees: z.array(Person).max(100).default([]),
  }).refine(({ batch, week }) => (batch === undefined) !== (week === undefined), {
    message: "name a batch or a week, one of the two",
    path: ["batch"],
  }),
  answer: ReviewSessionView,
});

export const noteReviewSession = operation({
  id: "noteReviewSession",
  method: "PUT",
  path: `${sessionsPath}/{session}`,
  summary: "Tick a step of the checklist, say who is there, or leave a row for another time",
  tag: "sign-offs",
  input: SessionInput.extend({
    step: z.object({ at: z.number().int().min(0), isDone: z.boolean() }).optional(),
    attendee: z.object({ name: Person, isHere: z.boolean() }).optional(),
    row: RowName.extend({ isSkipped: z.boolean() }).optional(),
  }),
  answer: ReviewSessionView,
});

export const finishReviewSession = operation({
  id: "finishReviewSession",
  method: "POST",
  path: `${sessionsPath}/{session}/finish`,
  summary: "End a review meeting; what came of each row is kept",
  tag: "sign-offs",
  input: SessionInput,
  answer: ReviewSessionView,
});
