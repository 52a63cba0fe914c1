"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Owners } from "@/components/switches/change-words";
import { forceScopeWords } from "@/components/switches/force-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { ReviewView } from "@/lib/contract/emergencies";

const CloseReviewDialog = dynamic(
  () =>
    import("@/components/emergencies/close-review-dialog").then(
      (module) => module.CloseReviewDialog,
    ),
  { ssr: false },
);

/** The reviews that emergencies owe, the one due first on top, and who may close them. */
export const ReviewList = ({
  place,
  owners,
  reviews,
  reader,
  mayClose,
}: {
  place: ChangePlace;
  owners: Owners;
  /** Open ones. */
  reviews: readonly ReviewView[];
  reader: string;
  mayClose: boolean;
}) => {
  const [closing, setClosing] = useState<ReviewView | null>(null);
  return (
    <Panel flush title="Reviews owed">
      {reviews.length === 0 && (
        <div className="border-line-soft border-t">
          <EmptyState title="No review is owed">
            A force or a broken glass opens one. It is due within 24 hours and is closed by somebody
            else than who acted; late, it holds back steps towards {owners.target}.
          </EmptyState>
        </div>
      )}
      <ul>
        {reviews.map((review) => (
          <li
            className="flex flex-wrap items-start gap-x-4 gap-y-1.5 border-line-soft border-t px-4 py-2.5"
            key={review.id}
          >
            <div className="min-w-0 flex-1 basis-64">
              <p className="flex flex-wrap items-center gap-2">
                <Badge>{review.because === "force" ? "force" : "broken glass"}</Badge>
                <span className="font-strong">{forceScopeWords(review)}</span>
                {review.isLate ? (
                  <Badge tone="red">
                    late, was due <Time iso={review.dueAt} />
                  </Badge>
                ) : (
                  <span className="text-ink-2">
                    due <Time iso={review.dueAt} />
                  </span>
                )}
              </p>
              <p className="wrap-anywhere">{review.reason}</p>
              <p className="text-ink-3">
                {review.openedBy}, <Time iso={review.openedAt} />
              </p>
            </div>
            {mayClose && review.openedBy !== reader && (
              <Button
                aria-label={`Close the review of ${forceScopeWords(review)}`}
                onClick={() => setClosing(review)}
                size="sm"
              >
                Close
              </Button>
            )}
            {mayClose && review.openedBy === reader && (
              <span className="text-ink-3">Somebody else closes it: you acted.</span>
            )}
            {!mayClose && (
              <span className="text-ink-3">Closed by on-call, a manager or an owner.</span>
            )}
          </li>
        ))}
      </ul>
      {closing && (
        <CloseReviewDialog onClose={() => setClosing(null)} place={place} review={closing} />
      )}
    </Panel>
  );
};
