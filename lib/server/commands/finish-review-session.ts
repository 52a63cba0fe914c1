import { finishReviewSession as operation } from "@/lib/contract/review-sessions";
import { holdOpenSession } from "@/lib/server/batches/open-session";
import { findSession, reviewSessionView } from "@/lib/server/batches/review-session-view";
import { command } from "@/lib/server/command";

/** Ends a review meeting: what came of each row is kept as it is now, and the audit has the counts. */
export const finishReviewSession = command(
  { name: "finish-review-session", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const session = await holdOpenSession(tx, program.id, input.session);
    const { rows, counts, steps, attendees } = await reviewSessionView(tx, program.id, session);
    await tx.reviewSession.update({
      where: { id: session.id },
      data: { outcome: rows, finishedByName: actor.name, finishedAt: now },
    });
    const ended = await findSession(tx, program.id, session.id);
    return {
      event: {
        subject: { review: session.id, ...(session.batch ? { batch: session.batch } : {}) },
        now: {
          ...counts,
          attendees,
          steps: steps.map(({ says, doneBy }) => ({ says, doneBy })),
          minutes: Math.round((now.getTime() - session.startedAt.getTime()) / 60_000),
        },
      },
      result: await reviewSessionView(tx, program.id, ended),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
