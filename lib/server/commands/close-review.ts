import { closeReview as operation } from "@/lib/contract/emergencies";
import { isOneOf } from "@/lib/domain/four-eyes";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { asSecondPerson } from "@/lib/server/people/second-person";
import { reviewView } from "@/lib/server/switches/review-view";

/** Closes the review that an emergency owes, by somebody else than who acted in it. */
export const closeReview = command(
  { name: "close-review", allow: "review:close", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const environment = { programId: program.id, key: input.environment };
    const review = await tx.review.findFirst({ where: { id: input.review, environment } });
    if (!review) throw new Refusal("not-found", `${input.environment} has no such review.`);
    if (review.closedAt) {
      throw new Refusal("conflict", `${review.closedByName} has closed this review already.`);
    }
    // A token acts for whoever made it; names alone tell a monitor, which nobody is behind.
    const isOwn = review.openedById
      ? isOneOf(await asSecondPerson(tx, actor, now), [review.openedById])
      : review.openedByName === actor.name;
    if (isOwn) {
      throw new Refusal("forbidden", "Whoever acted in an emergency does not close its review.");
    }
    const closed = await tx.review.updateManyAndReturn({
      where: { id: review.id, closedAt: null },
      data: { closedAt: now, closedByName: actor.name, outcome: input.outcome },
    });
    const [row] = closed;
    if (!row) throw new Refusal("conflict", "Somebody else closed this review at the same moment.");
    return {
      event: {
        subject: { environment: input.environment, review: review.id },
        was: { because: review.because, reason: review.reason, by: review.openedByName },
        now: { outcome: input.outcome },
      },
      result: reviewView(row, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
