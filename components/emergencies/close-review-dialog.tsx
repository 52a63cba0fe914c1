"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { forceScopeWords } from "@/components/switches/force-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { DefinitionList } from "@/components/ui/definition-list";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { Time } from "@/components/ui/time";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { closeReview, type ReviewView } from "@/lib/contract/emergencies";

/** Asks what came out of the review; that is what closes it, for good. */
export const CloseReviewDialog = ({
  place,
  review,
  onClose,
}: {
  place: ChangePlace;
  review: ReviewView;
  onClose: () => void;
}) => {
  const form = useId();
  const client = useQueryClient();
  const say = useToast();
  const [outcome, setOutcome] = useState("");
  const closing = useMutation({
    mutationFn: () =>
      callOperation(closeReview, { ...place, review: review.id, outcome: outcome.trim() }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ["program", place.program] });
      say({ title: "The review is closed", detail: outcome.trim(), tone: "green" });
    },
  });
  const isReady = outcome.trim().length >= 3;
  return (
    <Dialog
      footer={
        <DialogButtons
          busy={closing.isPending}
          disabled={!isReady}
          form={form}
          type="submit"
          variant="primary"
        >
          Close the review
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title="Close the review"
    >
      <DialogSection>
        <DefinitionList
          items={[
            {
              term: review.because === "force" ? "Forced" : "Broken glass",
              says: forceScopeWords(review),
            },
            { term: "Reason", says: review.reason },
            {
              term: "By",
              says: (
                <>
                  {review.openedBy}, <Time iso={review.openedAt} />
                </>
              ),
            },
          ]}
        />
      </DialogSection>
      <DialogSection>
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady && !closing.isPending) closing.mutate();
          }}
        >
          <TextArea
            autoFocus
            hint="What happened, whether it was right, what is done so that it does not happen again. It stands in the audit."
            label="Outcome"
            maxLength={2000}
            onChange={(event) => setOutcome(event.target.value)}
            required
            value={outcome}
          />
        </form>
        {closing.error && (
          <div className="mt-3">
            <ErrorState fault={problemOf(closing.error)} />
          </div>
        )}
      </DialogSection>
    </Dialog>
  );
};
