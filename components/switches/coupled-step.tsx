"use client";
import { useQuery } from "@tanstack/react-query";
import { type ChangePlace, changePreview } from "@/components/switches/use-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { CoupledPlan } from "@/lib/client/plan-queries";
import type { WorkerView } from "@/lib/contract/workers";

/** What a worker that is to start still waits for: its stop, a lease, its queues. */
const waitsOf = (
  { kind, rules, waits }: CoupledPlan["steps"][number],
  workers: readonly WorkerView[],
): readonly string[] => {
  if (kind !== "start") return waits.map((what) => `Then wait for ${what}.`);
  const worker = workers.find((each) => each.worker === rules[0]?.key);
  return worker?.handoff ? worker.waits.map(({ says }) => says) : [];
};

/** One step of a plan: what it does as things stand, what it waits for, and the change that takes it. */
export const CoupledStep = ({
  place,
  step,
  number,
  workers,
  onTake,
}: {
  place: ChangePlace;
  step: CoupledPlan["steps"][number];
  number: number;
  workers: readonly WorkerView[];
  onTake: () => void;
}) => {
  const preview = useQuery({
    queryKey: ["program", place.program, "planStep", place.environment, step.rules],
    queryFn: ({ signal }) => changePreview(place, { rules: step.rules }, signal),
  });
  const effect = preview.data?.effect;
  const isDone = effect !== undefined && effect.routesMoved + effect.workersMoved === 0;
  const against = effect ? [...effect.refusals, ...effect.warnings] : [];
  return (
    <li className="flex items-start gap-3 border-line-soft border-t py-2 first:border-t-0">
      <span className="w-5 shrink-0 text-right font-strong text-ink-3">{number}</span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-strong">{step.title}</span>
          {isDone && <Badge tone="green">done</Badge>}
        </p>
        {effect && !isDone && <p className="text-ink-2">{effect.says}</p>}
        {!isDone &&
          waitsOf(step, workers).map((says) => (
            <p className="text-ink-2" key={says}>
              {says}
            </p>
          ))}
        {!isDone && against.length > 0 && (
          <details>
            <summary className="cursor-pointer text-legacy text-sm">
              {against.length === 1 ? "1 objection" : `${against.length} objections`} as things
              stand
            </summary>
            <ul className="mt-1 flex flex-col gap-1 text-ink-2 text-sm">
              {against.map((says) => (
                <li key={says}>{says}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {!isDone && (
        <Button aria-label={`Take step ${number}`} onClick={onTake} size="sm">
          {step.kind === "stop" ? "Stop" : step.kind === "start" ? "Start" : "Switch"}
        </Button>
      )}
    </li>
  );
};
