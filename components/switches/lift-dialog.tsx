"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { ChangeOutcome } from "@/components/switches/change-outcome";
import type { Owners } from "@/components/switches/change-words";
import { type ForceInEffect, forceScopeWords } from "@/components/switches/force-band";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextArea } from "@/components/ui/text-area";
import { callOperation } from "@/lib/client/call-operation";
import { newUuid } from "@/lib/client/new-uuid";
import { problemOf } from "@/lib/client/problem-error";
import { switchesQuery } from "@/lib/client/switch-queries";
import { liftForce, type RuleView } from "@/lib/contract/switches";

const shownAtMost = 8;

/** Rules for the target that a force holds back, as far as the rules alone tell: a family's are also in it. */
const heldBack = (rules: readonly RuleView[], { scope, key }: ForceInEffect): RuleView[] =>
  rules.filter(
    (rule) =>
      rule.side === "target" &&
      (scope === "program" ||
        (rule.level === scope && rule.key === key) ||
        rule.level === "route" ||
        (scope === "family" && rule.level === "capability")),
  );

/** Ends a force: the rules decide again, and what they send to the target goes there. */
export const LiftDialog = ({
  program,
  owners,
  force,
  onClose,
}: {
  program: string;
  owners: Owners;
  force: ForceInEffect;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const changeId = useRef(newUuid());
  const { scope, key } = force;
  const environment = force.environment.key;
  const switches = useQuery(switchesQuery(program, environment));
  const lifting = useMutation({
    mutationFn: () =>
      callOperation(liftForce, {
        program,
        environment,
        scope,
        ...(key ? { key } : {}),
        reason: reason.trim(),
        changeId: changeId.current,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  const held = heldBack(switches.data?.rules ?? [], force);
  return (
    <Dialog
      description={`${force.by} forced ${forceScopeWords(force)} to ${owners.legacy}: ${force.reason}`}
      footer={
        lifting.data ? (
          <Button autoFocus onClick={onClose} variant="primary">
            Done
          </Button>
        ) : (
          <>
            <DialogClose>
              <Button>Keep it forced</Button>
            </DialogClose>
            <Button
              busy={lifting.isPending}
              disabled={reason.trim().length < 3}
              onClick={() => lifting.mutate()}
              variant="primary"
            >
              Lift the force
            </Button>
          </>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={`Lift the force in ${force.environment.name.toLowerCase()}`}
    >
      {lifting.data ? (
        <ChangeOutcome answer={lifting.data} onLeave={onClose} place={{ program, environment }} />
      ) : (
        <>
          <DialogSection title="The rules decide again at once">
            {switches.error ? (
              <ErrorState fault={problemOf(switches.error)} onRetry={() => switches.refetch()} />
            ) : switches.isPending ? (
              <SkeletonRows label="Reading the rules" rows={2} />
            ) : (
              <>
                <p className="text-ink-2">
                  {held.length === 0
                    ? `No rule ${scope === "program" ? "" : "in its scope "}sends routes to ${owners.target}: they stay on ${owners.legacy}. Workers go back to whom they are set to.`
                    : `These send what is in the scope back to ${owners.target}; workers go back to whom they are set to.`}
                </p>
                <ul className="mt-1.5 flex flex-col gap-1">
                  {held.slice(0, shownAtMost).map((rule) => (
                    <li
                      className="flex flex-wrap items-center gap-x-2.5"
                      key={`${rule.level} ${rule.key}`}
                    >
                      <OwnerBadge side={rule.side} word={rule.cohort ?? rule.owner} />
                      <span className="text-ink-2">
                        {rule.level === "program" ? rule.title : `${rule.level} ${rule.title}`}
                      </span>
                    </li>
                  ))}
                  {held.length > shownAtMost && (
                    <li className="text-ink-3">{held.length - shownAtMost} more</li>
                  )}
                </ul>
              </>
            )}
          </DialogSection>
          <DialogSection>
            <TextArea
              autoFocus
              label="Reason"
              maxLength={2000}
              onChange={(event) => setReason(event.target.value)}
              placeholder="Why it is safe again"
              required
              value={reason}
            />
            {lifting.error && (
              <div className="mt-3">
                <ErrorState fault={problemOf(lifting.error)} />
              </div>
            )}
          </DialogSection>
        </>
      )}
    </Dialog>
  );
};
