"use client";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { BreakGlassField, isOnlyInterlocked } from "@/components/switches/break-glass-field";
import { ChangeEffectView } from "@/components/switches/change-effect-view";
import { ChangeFooter } from "@/components/switches/change-footer";
import { ChangeOutcome } from "@/components/switches/change-outcome";
import { ChangedSince } from "@/components/switches/changed-since";
import { areLossesTaken, LossesField } from "@/components/switches/losses-field";
import { RequestOutcome } from "@/components/switches/request-outcome";
import { momentOf } from "@/components/switches/request-words";
import {
  type AskedChange,
  type ChangePlace,
  type HowMade,
  useChange,
} from "@/components/switches/use-change";
import { WhenFields } from "@/components/switches/when-fields";
import { Button } from "@/components/ui/button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { problemOf } from "@/lib/client/problem-error";
import { programQuery } from "@/lib/client/switch-queries";
import type { ChangeEffect } from "@/lib/contract/switches";

const bringIntoSight = (element: HTMLElement | null) =>
  element?.scrollIntoView({ block: "nearest" });

/**
 * The one way to change switches in the browser: what would happen, why, and then the version that it made, or the
 * request where others have to approve it or it waits for its time. A rollback asks for a reason and for nothing
 * else: it does not wait to see what it would do.
 */
export const ChangeDialog = ({
  place,
  title,
  description,
  asked,
  isRollback = false,
  action,
  footnote,
  reasonHint,
  children,
  onDraft,
  onMade,
  onClose,
}: {
  place: ChangePlace;
  title: string;
  description?: ReactNode;
  /** Null while the choices above name no change yet. */
  asked: AskedChange | null;
  isRollback?: boolean;
  /** The words of the button that does it; without an effect while that is reckoned. */
  action: (effect: ChangeEffect | undefined) => string;
  footnote?: ReactNode;
  /** What a good reason says; left out, it is asked for as of a flip or a rollback. */
  reasonHint?: string;
  /** What is chosen. */
  children?: ReactNode;
  /** Keeps what is asked for a change of several rules; left out, it can only be made as it is. */
  onDraft?: () => void;
  /** Told once it is accepted, or asked for. */
  onMade?: () => void;
  onClose: () => void;
}) => {
  const form = useId();
  const change = useChange(place, asked);
  const { effect, seen, making, lookAgain } = change;
  const [reason, setReason] = useState("");
  const [isTimed, setTimed] = useState(false);
  const [at, setAt] = useState("");
  const [typedLosses, setTypedLosses] = useState("");
  const [glass, setGlass] = useState<string | null>(null);
  const { data: program } = useQuery(programQuery(place.program));
  const problem = making.error ? problemOf(making.error) : null;
  const isStale = problem?.code === "stale-version";
  const applyAt = isTimed ? momentOf(at) : null;
  const isAsked = isTimed || seen?.needsRequest === true;
  const losses = effect?.losses ?? [];
  const canBreak =
    seen !== undefined &&
    !isAsked &&
    isOnlyInterlocked(seen) &&
    program?.may.includes("switch:break-glass") === true;
  const breakGlass = canBreak && glass !== null && glass.trim().length >= 3 ? glass.trim() : null;
  const mayMake =
    seen !== undefined &&
    seen.kind !== "none" &&
    !isStale &&
    (isAsked ? !isTimed || applyAt !== null : seen.refusals.length === 0 || breakGlass !== null);
  const isReady =
    asked !== null &&
    reason.trim().length >= 3 &&
    areLossesTaken(losses, typedLosses) &&
    (isRollback || mayMake);
  const made = making.data;
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
        placeholder={reasonHint ?? (isRollback ? "What went wrong" : "What makes this right, now")}
        required
        value={reason}
      />
    </DialogSection>
  );
  const reckoning = (
    <div key="reckoning">
      {change.isBehind && !isStale && change.version !== undefined && (
        <ChangedSince action={again} place={place} version={change.version} />
      )}
      {change.fault ? (
        <DialogSection>
          <ErrorState fault={change.fault} onRetry={lookAgain} />
        </DialogSection>
      ) : (
        asked !== null && (
          <ChangeEffectView effect={effect} isAsked={isAsked} isReckoning={change.isReckoning} />
        )
      )}
      {!isRollback && effect?.kind === "flip" && (
        <DialogSection title={effect.needsRequest ? "When it is made" : "When"}>
          <WhenFields
            at={at}
            isAsked={effect.needsRequest}
            isTimed={isTimed}
            onAt={setAt}
            onTimed={setTimed}
          />
        </DialogSection>
      )}
      {canBreak && !isRollback && <BreakGlassField because={glass} onChange={setGlass} />}
      <LossesField losses={losses} onType={setTypedLosses} typed={typedLosses} />
    </div>
  );
  const askedAction = seen?.needsRequest ? "Ask for approval" : "Schedule";
  return (
    <Dialog
      description={made ? undefined : description}
      footer={
        <ChangeFooter
          action={isAsked && !isRollback ? askedAction : action(seen)}
          form={form}
          isBusy={making.isPending}
          isMade={made !== undefined}
          isReady={isReady}
          note={footnote}
          onClose={onClose}
          onDraft={asked === null ? undefined : onDraft}
        />
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title={title}
    >
      {made?.kind === "change" && (
        <ChangeOutcome answer={made.answer} onLeave={onClose} place={place} />
      )}
      {made?.kind === "request" && (
        <RequestOutcome onLeave={onClose} program={place.program} request={made.request} />
      )}
      {!made && (
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (!isReady || making.isPending) return;
            const how: HowMade =
              isAsked && !isRollback ? { kind: "ask", applyAt } : { kind: "now" };
            making.mutate(
              { reason: reason.trim(), how, acknowledgeLosses: [...losses], breakGlass },
              { onSuccess: onMade },
            );
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
