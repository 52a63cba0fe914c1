import { startReviewSession as operation } from "@/lib/contract/review-sessions";
import { Refusal } from "@/lib/domain/refusal";
import { waitingInBatch, waitingInWeek } from "@/lib/server/batches/batch-counts";
import { findBatch } from "@/lib/server/batches/batch-edit";
import { dayOf, readGuide, readPlan } from "@/lib/server/batches/batch-view";
import { joinSession, openSessionAbout } from "@/lib/server/batches/open-session";
import {
  reviewSessionView,
  rowsOf,
  type StoredSession,
  stepsOf,
} from "@/lib/server/batches/review-session-view";
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

/** Begins what nobody holds yet; `null` where somebody began it at the same moment. */
const begin = async (
  { tx, program, now }: { tx: Transaction; program: ProgramScope; now: Date },
  of: Of,
  given: { batch: string | null; weekOf: Date | null; attendees: string[]; startedByName: string },
): Promise<StoredSession | null> => {
  const rows = await rowsFor(tx, program, of, now);
  const what = of.batch ?? `The week of ${of.week}`;
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
  const steps = checklist.map((says) => ({ says, doneBy: null, doneAt: null }));
  const [begun] = await tx.reviewSession.createManyAndReturn({
    data: [{ ...given, programId: program.id, rows, steps, startedAt: now }],
    skipDuplicates: true,
  });
  return begun ?? null;
};

/**
 * Begins a review meeting over what is not done of a batch or a week, in the order that it stands then. Of
 * each there is one at a time: whoever begins another is led into the one that goes on.
 */
export const startReviewSession = command(
  { name: "start-review-session", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    if (actor.kind !== "person") throw new Refusal("forbidden", "Only people review.");
    const { batch, week } = input;
    const about = {
      batch: batch ?? null,
      weekOf: week === undefined ? null : new Date(`${week}T00:00:00.000Z`),
    };
    const attendees = [...new Set([actor.name, ...input.attendees])];
    const announce = [{ kind: "program" as const, program: program.key }];
    const known = await openSessionAbout(tx, program.id, about);
    const given = { ...about, attendees, startedByName: actor.name };
    const begun = known ? null : await begin({ tx, program, now }, input, given);
    const subject = { ...(batch ? { batch } : { week }) };
    if (begun) {
      return {
        event: {
          subject: { review: begun.id, ...subject },
          now: { rows: rowsOf(begun).length, attendees, steps: stepsOf(begun).length },
        },
        result: await reviewSessionView(tx, program.id, begun),
        announce,
      };
    }
    const held = known ?? (await openSessionAbout(tx, program.id, about));
    if (!held) {
      throw new Refusal(
        "conflict",
        "Somebody held a meeting about it and just ended it. Look again.",
      );
    }
    const { session, came } = await joinSession(tx, held, attendees);
    const result = await reviewSessionView(tx, program.id, session);
    if (came.length === 0) return { event: "repeated", result };
    return {
      event: { subject: { review: held.id, ...subject }, now: { joined: came } },
      result,
      announce,
    };
  },
);
