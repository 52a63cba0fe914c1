import { listReviews as operation } from "@/lib/contract/emergencies";
import { query } from "@/lib/server/query";
import { reviewView } from "@/lib/server/switches/review-view";

const shown = 100;

/** The reviews that emergencies owe: open ones first by when they are due, then the last closed. */
export const listReviews = query(
  { name: "list-reviews", allow: "program:read", input: operation.input },
  async ({ db, input, program, now }) => {
    const environment = { programId: program.id, key: input.environment };
    const open = await db.review.findMany({
      where: { environment, closedAt: null },
      orderBy: { dueAt: "asc" },
    });
    const closed = await db.review.findMany({
      where: { environment, closedAt: { not: null } },
      orderBy: { closedAt: "desc" },
      take: shown,
    });
    return { reviews: [...open, ...closed].map((review) => reviewView(review, now)) };
  },
);
