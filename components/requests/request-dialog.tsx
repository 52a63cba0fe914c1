"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import {
  applyRequest,
  decideRequest,
  type RequestDetail,
  withdrawRequest,
} from "@/lib/contract/requests";

export type RequestVerb = "approve" | "reject" | "withdraw" | "apply" | "break-glass";

type Words = {
  readonly title: string;
  readonly button: string;
  /** Of the field for words; `null` where none are asked for. */
  readonly field: string | null;
  readonly isNeeded: boolean;
  readonly note: string;
};

const wordsOf = {
  approve: {
    title: "Approve",
    button: "Approve",
    field: "Comment",
    isNeeded: false,
    note: "You approve exactly what stands here. It falls when the request is edited, or when what it touches changes.",
  },
  reject: {
    title: "Reject",
    button: "Reject",
    field: "Why",
    isNeeded: true,
    note: "It ends; who asked can ask again.",
  },
  withdraw: {
    title: "Withdraw",
    button: "Withdraw",
    field: "Why",
    isNeeded: true,
    note: "It ends, and its approvals with it.",
  },
  apply: {
    title: "Apply",
    button: "Apply now",
    field: null,
    isNeeded: false,
    note: "Everything is read again first. A rollback afterwards needs nobody.",
  },
  "break-glass": {
    title: "Break glass for",
    button: "Break glass and apply",
    field: "Why it cannot wait",
    isNeeded: true,
    note: "Interlocks are skipped, approvals never are. A review is owed within 24 hours; late, it holds back the next flip here.",
  },
} as const satisfies Record<RequestVerb, Words>;

const perform = async (
  program: string,
  { request, current }: RequestDetail,
  verb: RequestVerb,
  text: string,
): Promise<void> => {
  const { environment, number, revision, ground } = request;
  const place = { program, environment, number };
  if (verb === "withdraw") {
    await callOperation(withdrawRequest, { ...place, reason: text });
  } else if (verb === "approve" || verb === "reject") {
    const decision = { decision: verb, revision, ground, comment: text };
    await callOperation(decideRequest, { ...place, ...decision });
  } else {
    await callOperation(applyRequest, {
      ...place,
      acknowledgeLosses: current?.losses ?? [],
      ...(verb === "break-glass" ? { breakGlass: { reason: text } } : {}),
    });
  }
};

/** Decides on a request, takes it back, or applies it; production asks for its name. */
export const RequestDialog = ({
  program,
  detail,
  verb,
  onClose,
}: {
  program: string;
  detail: RequestDetail;
  verb: RequestVerb;
  onClose: () => void;
}) => {
  const form = useId();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [typed, setTyped] = useState("");
  const { request, isProtected } = detail;
  const words = wordsOf[verb];
  const asksName = isProtected && (verb === "apply" || verb === "break-glass");
  const losses = verb === "apply" || verb === "break-glass" ? (detail.current?.losses ?? []) : [];
  const doing = useMutation({
    mutationFn: () => perform(program, detail, verb, text.trim()),
    onSuccess: onClose,
    // A refusal says that something moved: the page shows what.
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  const isReady =
    (!words.isNeeded || text.trim().length >= 3) &&
    (!asksName || typed.trim() === request.environment);
  return (
    <Dialog
      description={`${request.says} Asked for by ${request.requestedBy}: ${request.reason}`}
      footer={
        <DialogButtons
          busy={doing.isPending}
          disabled={!isReady}
          form={form}
          type="submit"
          variant={verb === "break-glass" ? "danger" : "primary"}
        >
          {words.button}
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="md"
      title={`${words.title} request ${request.number} in ${request.environment}`}
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !doing.isPending) doing.mutate();
        }}
      >
        <DialogSection>
          <p className="text-ink-2">{words.note}</p>
          {losses.length > 0 && (
            <p className="mt-2 font-strong">
              What only the target wrote for {losses.join(", ")} is lost.
            </p>
          )}
          <div className="mt-3 flex flex-col gap-3">
            {words.field && (
              <TextArea
                autoFocus
                label={words.field}
                maxLength={2000}
                onChange={(event) => setText(event.target.value)}
                required={words.isNeeded}
                value={text}
              />
            )}
            {asksName && (
              <TextField
                autoComplete="off"
                autoFocus={!words.field}
                label={`Type ${request.environment} to go on`}
                mono
                onChange={(event) => setTyped(event.target.value)}
                value={typed}
              />
            )}
          </div>
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
