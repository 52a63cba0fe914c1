"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { CoupledPlace } from "@/components/switches/coupled-place";
import { CoupledStep } from "@/components/switches/coupled-step";
import type { ChangePlace } from "@/components/switches/use-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { Dialog, DialogClose, DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { type CoupledPlan, coupledPlanQuery, workersQuery } from "@/lib/client/plan-queries";
import { problemOf } from "@/lib/client/problem-error";

const ChangeDialog = dynamic(
  () => import("@/components/switches/change-dialog").then((module) => module.ChangeDialog),
  { ssr: false },
);

type Step = CoupledPlan["steps"][number];

const Members = ({ plan }: { plan: CoupledPlan }) => (
  <>
    <p>
      {plan.queues.length + plan.workers.length === 0
        ? "Nothing else hangs on it: its routes are one change."
        : plan.says}
    </p>
    {plan.queues.length > 0 && (
      <p className="mt-1.5 flex flex-wrap items-center gap-1.5 text-ink-2">
        Through {plan.queues.length === 1 ? "the queue" : "the queues"}
        {plan.queues.map(({ queue, isKnown }) => (
          <span className="inline-flex items-center gap-1" key={queue}>
            <span className="mono">{queue}</span>
            {!isKnown && <Badge tone="amber">producers or consumers unknown</Badge>}
          </span>
        ))}
      </p>
    )}
    {plan.workers.length > 0 && (
      <details className="mt-1.5">
        <summary className="cursor-pointer text-ink-2 hover:text-ink">
          Workers: {plan.workers.length}
        </summary>
        <p className="mono mt-1 break-words">{plan.workers.join(", ")}</p>
      </details>
    )}
    {plan.routes.length > 0 && (
      <details className="mt-1">
        <summary className="cursor-pointer text-ink-2 hover:text-ink">
          Routes: {plan.routes.length}
        </summary>
        <p className="mono mt-1 max-h-40 overflow-y-auto break-words">{plan.routes.join(", ")}</p>
      </details>
    )}
  </>
);

/**
 * Everything that hangs together with a rule or a worker, led through step by step: its workers are stopped, its
 * routes are switched in one change, its workers are started. Each step is a change like any other.
 */
export const CoupledPlanDialog = ({
  place,
  of,
  owners,
  onClose,
}: {
  place: ChangePlace;
  of: CoupledPlace;
  owners: { readonly legacy: string; readonly target: string };
  onClose: () => void;
}) => {
  const [to, setTo] = useState(of.to);
  const [step, setStep] = useState<Step | null>(null);
  const plan = useQuery(coupledPlanQuery(place, { ...of, to: owners[to] }));
  const workers = useQuery({
    ...workersQuery(place),
    enabled: (plan.data?.workers.length ?? 0) > 0,
  });
  if (step) {
    return (
      <ChangeDialog
        action={() => step.title.replace(/,.*/, "")}
        asked={{ rules: step.rules }}
        isRollback={step.kind === "stop" || to === "legacy"}
        onClose={() => setStep(null)}
        place={place}
        title={`${step.title.replace(/, in one change$/, "")} in ${place.environment}`}
      />
    );
  }
  return (
    <Dialog
      description={`What shares a queue, a switch or a unit with it goes with it, in ${place.environment}.`}
      footer={
        <DialogClose>
          <Button>Close</Button>
        </DialogClose>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title={`Move ${of.title} with what hangs on it`}
    >
      <DialogSection>
        <ChipChoice
          label="Where to"
          onChange={setTo}
          options={[
            { value: "target", label: `To ${owners.target}` },
            { value: "legacy", label: `Back to ${owners.legacy}` },
          ]}
          value={to}
        />
      </DialogSection>
      {plan.error && (
        <DialogSection>
          <ErrorState fault={problemOf(plan.error)} onRetry={() => plan.refetch()} />
        </DialogSection>
      )}
      {plan.isPending && (
        <DialogSection>
          <SkeletonRows label="Finding what hangs together" rows={4} />
        </DialogSection>
      )}
      {plan.data && (
        <>
          <DialogSection title="What goes together">
            <Members plan={plan.data} />
          </DialogSection>
          <DialogSection title="Steps">
            {plan.data.steps.length === 0 ? (
              <p className="text-ink-2">Nothing is left to do: all of it is on {owners[to]}.</p>
            ) : (
              <ol className="flex flex-col">
                {plan.data.steps.map((each, at) => (
                  <CoupledStep
                    key={each.title}
                    number={at + 1}
                    onTake={() => setStep(each)}
                    place={place}
                    step={each}
                    workers={workers.data?.workers ?? []}
                  />
                ))}
              </ol>
            )}
          </DialogSection>
        </>
      )}
    </Dialog>
  );
};
