"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { decideWaiver, endWaiver, type WaiverView } from "@/lib/contract/waivers";

export type WaiverVerb = "agree" | "refuse" | "end";

const words = {
  agree: { title: "Agree to the waiver", button: "Agree", field: "Comment", isNeeded: false },
  refuse: { title: "Refuse the waiver", button: "Refuse", field: "Why", isNeeded: true },
  end: { title: "End the waiver", button: "End it", field: "Why", isNeeded: true },
} as const satisfies Record<
  WaiverVerb,
  { title: string; button: string; field: string; isNeeded: boolean }
>;

/** Agrees to a waiver or refuses it as the second person, or ends one. */
export const WaiverDecision = ({
  program,
  environment,
  waiver,
  verb,
  onClose,
}: {
  program: string;
  environment: string;
  waiver: WaiverView;
  verb: WaiverVerb;
  onClose: () => void;
}) => {
  const form = useId();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const { title, button, field, isNeeded } = words[verb];
  const doing = useMutation({
    mutationFn: (): Promise<WaiverView> => {
      const place = { program, environment, waiver: waiver.id };
      const because = text.trim();
      return verb === "end"
        ? callOperation(endWaiver, { ...place, because })
        : callOperation(decideWaiver, { ...place, decision: verb, because });
    },
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  const isReady = !isNeeded || text.trim().length >= 3;
  return (
    <Dialog
      footer={
        <DialogButtons
          busy={doing.isPending}
          disabled={!isReady}
          form={form}
          type="submit"
          variant="primary"
        >
          {button}
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={`${title} of ${waiver.gate} for ${waiver.capability}`}
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !doing.isPending) doing.mutate();
        }}
      >
        <DialogSection>
          <p className="mb-3 text-ink-2">
            {waiver.askedBy} asked <Time iso={waiver.askedAt} />, until <Time iso={waiver.until} />:{" "}
            {waiver.reason}
          </p>
          <TextArea
            label={field}
            maxLength={2000}
            onChange={(event) => setText(event.target.value)}
            required={isNeeded}
            value={text}
          />
          {doing.error && (
            <div className="mt-3">
              <ErrorState fault={problemOf(doing.error)} />
            </div>
          )}
        </DialogSection>
      </form>
    </Dialog>
  );
};
