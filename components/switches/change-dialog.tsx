"use client";
import { type ReactNode, useId, useState } from "react";
import { ChangeEffectView } from "@/components/switches/change-effect-view";
import { ChangeOutcome } from "@/components/switches/change-outcome";
import { type ChangePlace, type SwitchEdit, useChange } from "@/components/switches/use-change";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { problemOf } from "@/lib/client/problem-error";
import type { ChangeEffect } from "@/lib/contract/switches";

const bringIntoSight = (element: HTMLElement | null) =>
  element?.scrollIntoView({ block: "nearest" });

/**
 * The one way to change switches in the browser: what would happen, why, and then the version that it made.
 * A rollback asks for a reason and for nothing else: it does not wait to see what it would do.
 */
export const ChangeDialog = ({
  place,
  title,
  description,
  rules,
  isRollback = false,
  action,
  footnote,
  children,
  onClose,
}: {
  place: ChangePlace;
  title: string;
  description?: ReactNode;
  /** Null while the choices above name no change yet. */
  rules: readonly SwitchEdit[] | null;
  isRollback?: boolean;
  /** The words of the button that does it; without an effect while that is reckoned. */
  action: (effect: ChangeEffect | undefined) => string;
  footnote?: ReactNode;
  /** What is chosen. */
  children?: ReactNode;
  onClose: () => void;
}) => {
  const form = useId();
  const change = useChange(place, rules);
  const { effect, seen, making, lookAgain } = change;
  const [reason, setReason] = useState("");
  const problem = making.error ? problemOf(making.error) : null;
  const isStale = problem?.code === "stale-version";
  const mayFlip =
    seen !== undefined && seen.refusals.length === 0 && seen.kind !== "none" && !isStale;
  const isReady = rules !== null && reason.trim().length >= 3 && (isRollback || mayFlip);
  const answer = making.data;
  const again = (
    <Button icon="reload" onClick={lookAgain} size="sm">
      Look again
    </Button>
  );
  const reasonField = (
    <DialogSection key="reason">
      <TextArea
        autoFocus={isRollback}
        label="Reason"
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
        placeholder={isRollback ? "What went wrong" : "What makes this right, now"}
        required
        value={reason}
      />
    </DialogSection>
  );
  const reckoning = (
    <div key="reckoning">
      {change.isBehind && !isStale && (
        <DialogSection>
          <Banner
            action={again}
            title={`${place.environment} changed while this was open`}
            tone="amber"
          >
            What stands below was reckoned on version {change.version}.
          </Banner>
        </DialogSection>
      )}
      {change.fault ? (
        <DialogSection>
          <ErrorState fault={change.fault} onRetry={lookAgain} />
        </DialogSection>
      ) : (
        rules !== null && <ChangeEffectView effect={effect} isReckoning={change.isReckoning} />
      )}
    </div>
  );
  return (
    <Dialog
      description={answer ? undefined : description}
      footer={
        answer ? (
          <Button autoFocus onClick={onClose} variant="primary">
            Done
          </Button>
        ) : (
          <>
            {footnote && (
              <span className="mr-auto basis-full text-ink-2 sm:basis-auto">{footnote}</span>
            )}
            <DialogClose>
              <Button>Cancel</Button>
            </DialogClose>
            <Button
              busy={making.isPending}
              disabled={!isReady}
              form={form}
              type="submit"
              variant="primary"
            >
              {action(seen)}
            </Button>
          </>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title={title}
    >
      {answer ? (
        <ChangeOutcome answer={answer} onLeave={onClose} place={place} />
      ) : (
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (isReady && !making.isPending) making.mutate(reason.trim());
          }}
        >
          {children}
          {isRollback ? [reasonField, reckoning] : [reckoning, reasonField]}
          {problem && (
            <div ref={bringIntoSight}>
              <DialogSection>
                <ErrorState action={isStale && again} fault={problem} />
              </DialogSection>
            </div>
          )}
        </form>
      )}
    </Dialog>
  );
};
