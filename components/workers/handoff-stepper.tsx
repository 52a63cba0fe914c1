import { classNames } from "@/components/ui/class-names";
import { type HandoffStep, handoffSteps, type Owners } from "@/components/workers/worker-words";
import type { WorkerView } from "@/lib/contract/workers";

const dots = {
  legacy: { ink: "text-legacy", ground: "border-legacy-bar bg-legacy-bar" },
  target: { ink: "text-target", ground: "border-target-bar bg-target-bar" },
  off: { ink: "text-ink", ground: "border-off bg-off" },
};

const Step = ({
  step: { word, side, state },
  isFirst,
}: {
  step: HandoffStep;
  isFirst: boolean;
}) => {
  const { ink, ground } = dots[side];
  return (
    <li
      aria-current={state === "now" ? "step" : undefined}
      className={classNames(
        "flex items-center gap-1.5 whitespace-nowrap",
        state === "now" ? classNames("font-strong", ink) : "text-ink-3",
      )}
    >
      {!isFirst && <span aria-hidden="true" className="h-px w-2.5 bg-field" />}
      <span
        aria-hidden="true"
        className={classNames(
          "size-2 rounded-full border",
          state === "now" ? ground : state === "done" ? "border-ink-3 bg-ink-3" : "border-ink-3",
        )}
      />
      {word}
    </li>
  );
};

/** `legacy -> off -> drained -> target`, or the way back, and where the worker is on it. */
export const HandoffStepper = ({ worker, owners }: { worker: WorkerView; owners: Owners }) => (
  <ol aria-label={`Handoff of ${worker.worker}`} className="flex items-center gap-1.5 text-sm">
    {handoffSteps(worker, owners).map((step, at) => (
      <Step isFirst={at === 0} key={step.key} step={step} />
    ))}
  </ol>
);
