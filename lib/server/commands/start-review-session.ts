import { startReviewSession as operation } from "@/lib/contract/review-sessions";
import { Refusal } from "@/lib/domain/refusal";
import { waitingInBatch, waitingInWeek } from "@/lib/server/batches/batch-counts";
import { findBatch } from "@/lib/server/batches/batch-edit";
import { dayOf, readGuide, readPlan } from "@/lib/server/batches/batch-view";
import { reviewSessionView } from "@/lib/server/batches/review-session-view";
import { command } from "@/lib/server/command";
import type { Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";

type Of = { readonly batch?: string | undefined; readonly week?: string | undefined };

const rowsFor = async (
  tx: Transaction,
  program: ProgramScope,
  { batch, week }: Of,
  now: Date,
): Promise<{ kind: string; key: string }[]> => {
  if (batch !== undefined) {
    const { id } = await findBatch(tx, program, batch);
    return waitingInBatch(tx, program.id, id);
  }
  const { weeks, batches } = await readPlan(tx, program.id, now);
  const planned = weeks.find(({ startsAt }) => dayOf(startsAt) === week);
  const own = batches.filter(({ view }) => week !== undefined && view.weeks.includes(week));
  if (!planned && own.length === 0) {
    throw new Refusal("not-found", `The week of ${week} is not in the schedule.`);
  }
  return waitingInWeek(tx, program.id, {
    batchIds: own.map(({ id }) => id),
    scopes: planned?.scopes ?? [],
  });
};

/** Begins a review meeting over what is not done of a batch or a week, in the order that it stands then. */
export const startReviewSession = command(
  { name: "start-review-session", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    if (actor.kind !== "person") throw new Refusal("forbidden", "Only people review.");
    const { batch, week, attendees } = input;
    const rows = await rowsFor(tx, program, { batch, week }, now);
    const what = batch ?? `The week of ${week}`;
    if (rows.length === 0) {
      throw new Refusal("no-effect", `${what} has no row that is not done. Nothing to go through.`);
    }
    if (rows.length > 2000) {
      throw new Refusal(
        "too-large",
        `${what} has ${rows.length.toLocaleString("en-GB")} rows to go through; a meeting takes at most 2,000. Go through its batches.`,
      );
    }
    const { checklist } = await readGuide(tx, program.id);
    const session = await tx.reviewSession.create({
      data: {
        programId: program.id,
        batch: batch ?? null,
        weekOf: week === undefined ? null : new Date(`${week}T00:00:00.000Z`),
        rows,
        attendees: [...new Set([actor.name, ...attendees])],
        steps: checklist.map((says) => ({ says, doneBy: null, doneAt: null })),
        startedByName: actor.name,
        startedAt: now,
      },
    });
    return {
      event: {
        subject: { review: session.id, ...(batch ? { batch } : { week }) },
        now: { rows: rows.length, attendees: session.attendees, steps: checklist.length },
      },
      result: await reviewSessionView(tx, program.id, session),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
