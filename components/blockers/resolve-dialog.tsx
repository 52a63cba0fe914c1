"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { heldWords } from "@/components/blockers/filter-blockers";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { type BlockerView, reopenBlocker, resolveBlocker } from "@/lib/contract/blockers";

/** Says how an open blocker was resolved, or why a resolved one holds again. */
export const ResolveDialog = ({
  program,
  blocker,
  onClose,
}: {
  program: string;
  blocker: BlockerView;
  onClose: () => void;
}) => {
  const form = useId();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const { number, version } = blocker;
  const isOpen = blocker.resolved === null;
  const doing = useMutation({
    mutationFn: () =>
      isOpen
        ? callOperation(resolveBlocker, { program, number, version, resolution: text.trim() })
        : callOperation(reopenBlocker, { program, number, version, reason: text.trim() }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  const isReady = text.trim().length >= 3;
  const held = heldWords(blocker);
  return (
    <Dialog
      description={blocker.text}
      footer={
        <DialogButtons
          busy={doing.isPending}
          disabled={!isReady}
          form={form}
          type="submit"
          variant="primary"
        >
          {isOpen ? "Resolve" : "Reopen"}
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={`${isOpen ? "Resolve" : "Reopen"} blocker ${number}`}
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !doing.isPending) doing.mutate();
        }}
      >
        <DialogSection>
          <p className="text-ink-2">
            {isOpen
              ? `It lets go of ${held}.${blocker.source === "ci" ? " It opens again when its pipeline fails again." : ""}`
              : `It holds ${held} again.`}
          </p>
          <TextArea
            autoFocus
            className="mt-3"
            label={isOpen ? "How it was resolved" : "Why it holds again"}
            maxLength={2000}
            onChange={(event) => setText(event.target.value)}
            required
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
