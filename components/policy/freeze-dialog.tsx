"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { RequestOutcome } from "@/components/switches/request-outcome";
import { momentOf } from "@/components/switches/request-words";
import { Button } from "@/components/ui/button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { newUuid } from "@/lib/client/new-uuid";
import { problemOf } from "@/lib/client/problem-error";
import { freezeEnvironment, type PolicyView, unfreezeEnvironment } from "@/lib/contract/policy";
import { requestFlip } from "@/lib/contract/requests";

/** Begins a freeze, or ends the one that holds: in a protected environment somebody else approves its end. */
export const FreezeDialog = ({
  program,
  environment,
  policy,
  onClose,
}: {
  program: string;
  environment: { key: string; name: string };
  policy: PolicyView;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const requestId = useRef(newUuid());
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const { freeze, isProtected } = policy;
  const place = { program, environment: environment.key };
  const isAsked = freeze !== null && isProtected;
  const doing = useMutation({
    mutationFn: async () => {
      const why = { ...place, reason: reason.trim() };
      if (isAsked) {
        return callOperation(requestFlip, { ...why, unfreeze: true, requestId: requestId.current });
      }
      const end = momentOf(until);
      if (freeze) await callOperation(unfreezeEnvironment, why);
      else await callOperation(freezeEnvironment, { ...why, ...(end ? { until: end } : {}) });
      return null;
    },
    onSuccess: async (request) => {
      await client.invalidateQueries({ queryKey: ["program", program] });
      if (request === null) onClose();
    },
  });
  const request = doing.data ?? null;
  const name = environment.name.toLowerCase();
  return (
    <Dialog
      description={
        freeze
          ? `${freeze.by} froze it: ${freeze.reason}`
          : "Nothing moves towards the target until it ends. Rollback and force go on working."
      }
      footer={
        request ? (
          <Button autoFocus onClick={onClose} variant="primary">
            Done
          </Button>
        ) : (
          <DialogButtons
            busy={doing.isPending}
            disabled={reason.trim().length < 3}
            onClick={() => doing.mutate()}
            variant="primary"
          >
            {isAsked ? "Ask for approval" : freeze ? "End the freeze" : "Freeze"}
          </DialogButtons>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={freeze ? `End the freeze of ${name}` : `Freeze ${name}`}
    >
      {request ? (
        <RequestOutcome onLeave={onClose} program={program} request={request} />
      ) : (
        <DialogSection>
          <div className="flex flex-col gap-3">
            <TextArea
              autoFocus
              label="Reason"
              maxLength={2000}
              onChange={(event) => setReason(event.target.value)}
              required
              value={reason}
            />
            {!freeze && (
              <TextField
                className="max-w-60"
                hint="Left out, until somebody ends it."
                label="Until"
                onChange={(event) => setUntil(event.target.value)}
                type="datetime-local"
                value={until}
              />
            )}
          </div>
          {doing.error && (
            <div className="mt-3">
              <ErrorState fault={problemOf(doing.error)} />
            </div>
          )}
        </DialogSection>
      )}
    </Dialog>
  );
};
