import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import type { DeliveryReading } from "@/lib/contract/clients";

type State = ReturnType<(typeof DeliveryReading)["parse"]>["state"];

const steps = [
  { state: "accepted", label: "accepted" },
  { state: "propagating", label: "propagating" },
  { state: "in-effect", label: "in effect" },
  { state: "observed", label: "observed" },
] as const satisfies readonly { state: State; label: string }[];

/** Where a version is on its way: accepted, propagating, in effect, observed. */
export const DeliverySteps = ({ state }: { state: State }) => {
  // Where nobody listens it is accepted, and goes nowhere.
  const at = Math.max(
    steps.findIndex((step) => step.state === state),
    0,
  );
  return (
    <ol aria-label="Delivery" className="inline-flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
      {steps.map((step, index) => (
        <li
          aria-current={index === at ? "step" : undefined}
          className={classNames(
            "inline-flex items-center gap-1",
            index === at ? "font-strong text-ink" : index < at ? "text-ink-2" : "text-ink-3",
          )}
          key={step.state}
        >
          {index > 0 && (
            <span aria-hidden="true" className="text-ink-3">
              →
            </span>
          )}
          {(index < at || (index === at && step.state !== "propagating")) && (
            <Icon name="check" size={12} />
          )}
          {step.label}
          {index > at && <span className="sr-only"> not yet</span>}
        </li>
      ))}
    </ol>
  );
};
