import type { ReviewView } from "@/lib/contract/emergencies";

export const reviewView = (
  review: {
    id: string;
    because: string;
    scope: string;
    key: string;
    reason: string;
    openedByName: string;
    openedAt: Date;
    dueAt: Date;
    closedAt: Date | null;
    closedByName: string | null;
    outcome: string | null;
  },
  now: Date,
): ReviewView => ({
  id: review.id,
  because: review.because as ReviewView["because"],
  scope: review.scope,
  key: review.key === "" ? null : review.key,
  reason: review.reason,
  openedBy: review.openedByName,
  openedAt: review.openedAt.toISOString(),
  dueAt: review.dueAt.toISOString(),
  isLate: review.closedAt === null && review.dueAt <= now,
  closedAt: review.closedAt?.toISOString() ?? null,
  closedBy: review.closedByName,
  outcome: review.outcome,
});
