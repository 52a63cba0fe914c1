"use client";
import { type ReactNode, useId, useState } from "react";
import { RequestOutcome } from "@/components/switches/request-outcome";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextField } from "@/components/ui/text-field";
import { problemOf } from "@/lib/client/problem-error";
import { useCriteriaSaving } from "@/lib/client/use-criteria-saving";

/** A dialog that edits a criterion: its fields, the reason, and where others have to approve the request for it. */
export const SavingDialog = ({
  program,
  title,
  action,
  isReady,
  write,
  onClose,
  children,
}: {
  program: string;
  title: string;
  action: string;
  /** Whether its fields can be sent. */
  isReady: boolean;
  write: (reason: string) => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}) => {
  const form = useId();
  const [reason, setReason] = useState("");
  const { saving, asking, offer } = useCriteriaSaving(program, write, onClose);
  const request = asking.data ?? null;
  const error = asking.error ?? (offer ? null : saving.error);
  if (request) {
    return (
      <Dialog
        footer={
          <Button autoFocus onClick={onClose} variant="primary">
            Done
          </Button>
        }
        onOpenChange={(open) => !open && onClose()}
        open
        title={title}
      >
        <RequestOutcome onLeave={onClose} program={program} request={request} />
      </Dialog>
    );
  }
  return (
    <Dialog
      footer={
        <DialogButtons
          busy={saving.isPending || asking.isPending}
          disabled={!isReady || reason.trim().length < 3}
          form={form}
          type="submit"
          variant="primary"
        >
          {offer ? "Ask for approval" : action}
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title={title}
    >
      <form
        id={form}
        onChange={() => offer && saving.reset()}
        onSubmit={(event) => {
          event.preventDefault();
          if (saving.isPending || asking.isPending) return;
          if (offer) asking.mutate(reason.trim());
          else saving.mutate(reason.trim());
        }}
      >
        {children}
        <DialogSection>
          <TextField
            label="Reason"
            onChange={(event) => setReason(event.target.value)}
            placeholder="Why it changes"
            value={reason}
          />
        </DialogSection>
        {offer && (
          <DialogSection>
            <Banner title={`${offer.environment} is protected`} tone="blue">
              What is asked of a flip is a change that somebody else approves. Ask for it with a
              request.
            </Banner>
          </DialogSection>
        )}
        {error && (
          <DialogSection>
            <ErrorState fault={problemOf(error)} />
          </DialogSection>
        )}
      </form>
    </Dialog>
  );
};
