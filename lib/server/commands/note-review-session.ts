import { noteReviewSession as operation } from "@/lib/contract/review-sessions";
import { Refusal } from "@/lib/domain/refusal";
import { holdOpenSession } from "@/lib/server/batches/open-session";
import {
  findSession,
  reviewSessionView,
  rowsOf,
  type StoredSession,
  skippedOf,
  stepsOf,
} from "@/lib/server/batches/review-session-view";
import { command } from "@/lib/server/command";

type Noted = {
  readonly step?: { readonly at: number; readonly isDone: boolean } | undefined;
  readonly attendee?: { readonly name: string; readonly isHere: boolean } | undefined;
  readonly row?:
    | { readonly kind: string; readonly key: string; readonly isSkipped: boolean }
    | undefined;
};

const steps = (session: StoredSession, { step }: Noted, by: string, now: Date) => {
  const all = stepsOf(session);
  if (step && step.at >= all.length) {
    throw new Refusal("invalid", `The checklist has ${all.length} steps.`, [
      { field: "step", says: "There is no such step." },
    ]);
  }
  return all.map((one, at) =>
    at !== step?.at || (one.doneAt !== null) === step.isDone
      ? one
      : {
          ...one,
          doneBy: step.isDone ? by : null,
          doneAt: step.isDone ? now.toISOString() : null,
        },
  );
};

const attendees = (session: StoredSession, { attendee }: Noted): string[] => {
  if (!attendee) return session.attendees;
  const others = session.attendees.filter((name) => name !== attendee.name);
  if (!attendee.isHere) return others;
  return session.attendees.includes(attendee.name)
    ? session.attendees
    : [...session.attendees, attendee.name];
};

const skipped = (session: StoredSession, { row }: Noted, by: string) => {
  if (!row) return skippedOf(session);
  const { kind, key } = row;
  const isIt = (one: { kind: string; key: string }): boolean =>
    one.kind === kind && one.key === key;
  if (!rowsOf(session).some(isIt)) {
    throw new Refusal("invalid", `${kind} ${key} is not gone through in this session.`);
  }
  const others = skippedOf(session).filter((one) => !isIt(one));
  return row.isSkipped ? [...others, { kind, key, by }] : others;
};

/** Notes what happened in a review meeting; several people note at once, and none of it is lost. */
export const noteReviewSession = command(
  { name: "note-review-session", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const session = await holdOpenSession(tx, program.id, input.session);
    const after = {
      steps: steps(session, input, actor.name, now),
      attendees: attendees(session, input),
      skipped: skipped(session, input, actor.name),
    };
    const isSame =
      JSON.stringify(after) ===
      JSON.stringify({
        steps: stepsOf(session),
        attendees: session.attendees,
        skipped: skippedOf(session),
      });
    if (isSame) {
      return { event: "repeated", result: await reviewSessionView(tx, program.id, session) };
    }
    await tx.reviewSession.update({ where: { id: session.id }, data: after });
    const { step, attendee, row } = input;
    const said = step ? { step: { ...step, says: stepsOf(session)[step.at]?.says } } : {};
    return {
      event: {
        subject: { review: session.id },
        now: { ...said, ...(attendee ? { attendee } : {}), ...(row ? { row } : {}) },
      },
      result: await reviewSessionView(
        tx,
        program.id,
        await findSession(tx, program.id, session.id),
      ),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
