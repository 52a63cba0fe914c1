"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { BaselineProgress } from "@/components/budgets/baseline-progress";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import {
  abandonBaseline,
  type BaselineView,
  type BudgetDetail,
  closeBaseline,
  startBaseline,
} from "@/lib/contract/budgets";

export type BaselineStep =
  | { readonly kind: "start" }
  | { readonly kind: "close" | "abandon"; readonly baseline: BaselineView };

const titles = {
  start: "Start a baseline",
  close: "Close the baseline",
  abandon: "Abandon the baseline",
} as const;

/** A moment as a field of the browser holds it, in the reader's zone. */
const localMinute = (at: Date): string =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** Starts a window, freezes it, or gives it up. */
export const BaselineDialog = ({
  program,
  detail,
  step,
  onClose,
}: {
  program: string;
  detail: BudgetDetail;
  step: BaselineStep;
  onClose: () => void;
}) => {
  const form = useId();
  const client = useQueryClient();
  const [startsAt, setStartsAt] = useState(() => localMinute(new Date()));
  const [days, setDays] = useState(String(detail.budget.baselineDays));
  const [reason, setReason] = useState("");
  const place = { program, environment: detail.environment, budget: detail.budget.key };
  const doing = useMutation({
    mutationFn: (): Promise<BaselineView> => {
      if (step.kind === "start") {
        const at = new Date(startsAt).toISOString();
        return callOperation(startBaseline, { ...place, startsAt: at, days: Number(days) });
      }
      const closing = { ...place, baseline: step.baseline.id, reason: reason.trim() };
      return step.kind === "close"
        ? callOperation(closeBaseline, closing)
        : callOperation(abandonBaseline, closing);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["program", program] });
      onClose();
    },
  });
  const needsWords =
    step.kind === "abandon" || (step.kind === "close" && step.baseline.faults.length > 0);
  return (
    <Dialog
      footer={
        <DialogButtons
          busy={doing.isPending}
          disabled={
            (needsWords && reason.trim().length < 3) || (step.kind === "start" && startsAt === "")
          }
          form={form}
          type="submit"
          variant={step.kind === "abandon" ? "danger" : "primary"}
        >
          {step.kind === "start" ? "Start" : step.kind === "close" ? "Freeze it" : "Abandon it"}
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={`${titles[step.kind]} of ${detail.budget.key} in ${detail.environment}`}
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!doing.isPending) doing.mutate();
        }}
      >
        <DialogSection>
          {step.kind === "start" ? (
            <div className="flex flex-wrap gap-2.5">
              <TextField
                className="w-56"
                hint="In the past where it was measured."
                label="From"
                onChange={(event) => setStartsAt(event.target.value)}
                type="datetime-local"
                value={startsAt}
              />
              <TextField
                className="w-24"
                label="Days"
                max={90}
                min={1}
                onChange={(event) => setDays(event.target.value)}
                type="number"
                value={days}
              />
            </div>
          ) : (
            <div className="flex flex-col gap-3">
              <BaselineProgress baseline={step.baseline} />
              <TextField
                hint={
                  needsWords && step.kind === "close"
                    ? "It is not what was asked for; say why it is closed all the same. Budgets read unknown from it as long as they ask for more."
                    : undefined
                }
                label="Reason"
                onChange={(event) => setReason(event.target.value)}
                value={reason}
              />
            </div>
          )}
        </DialogSection>
        {doing.error && (
          <DialogSection>
            <ErrorState fault={problemOf(doing.error)} />
          </DialogSection>
        )}
      </form>
    </Dialog>
  );
};
