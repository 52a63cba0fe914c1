"use client";
import { useId, useState } from "react";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { HandoffStepper } from "@/components/workers/handoff-stepper";
import { WorkerDetails } from "@/components/workers/worker-details";
import { type Owners, workerSays } from "@/components/workers/worker-words";
import type { WorkerView } from "@/lib/contract/workers";

export type NextStep = WorkerView["next"][number];

/** What the reader may do with workers. */
export type WorkerRights = {
  readonly mayFlip: boolean;
  readonly mayRollBack: boolean;
  readonly mayBreakGlass: boolean;
};

const isAllowed = (step: NextStep, may: WorkerRights): boolean =>
  step.isFlip ? may.mayFlip && (!step.isEarly || may.mayBreakGlass) : may.mayRollBack;

/** One worker: who runs it, where its handoff is, what that waits for, and the steps that lead on. */
export const WorkerRow = ({
  program,
  owners,
  worker,
  may,
  onStep,
}: {
  program: string;
  owners: Owners;
  worker: WorkerView;
  may: WorkerRights;
  onStep: (step: NextStep) => void;
}) => {
  const details = useId();
  const [isOpen, setOpen] = useState(false);
  const steps = worker.next.filter((step) => isAllowed(step, may));
  // What waits is no button yet: whoever cannot wait finds it in the menu.
  const [first, ...rest] = [...steps].sort(
    (one, other) => Number(one.isEarly) - Number(other.isEarly),
  );
  const isWaiting = worker.step === "draining";
  const shown = isWaiting ? undefined : first;
  const others = isWaiting && first ? [first, ...rest] : rest;
  return (
    <li className="border-line-soft border-t">
      <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-2.5 py-1.5 hover:bg-target-soft xl:grid-cols-[auto_minmax(0,16rem)_8.5rem_15.5rem_minmax(0,1fr)_auto] sm:px-3">
        <IconButton
          aria-controls={details}
          aria-expanded={isOpen}
          icon={isOpen ? "chevron-down" : "chevron-right"}
          label={`${isOpen ? "Hide" : "Show"} leases of ${worker.worker}`}
          onClick={() => setOpen(!isOpen)}
          size="sm"
        />
        <span className="mono min-w-0 truncate font-medium" title={worker.worker}>
          {worker.worker}
        </span>
        <span className="col-start-3 row-start-1 xl:col-auto xl:row-auto">
          <OwnerBadge
            note={worker.fence > 0 ? `fence ${worker.fence}` : undefined}
            side={worker.side}
            word={worker.owner}
          />
        </span>
        <span className="col-span-2 col-start-2 xl:col-span-1 xl:col-start-auto">
          <HandoffStepper owners={owners} worker={worker} />
        </span>
        <span className="col-span-2 col-start-2 flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-ink-2 xl:col-span-1 xl:col-start-auto">
          {worker.overlap.length > 0 && <Badge tone="red">both run it</Badge>}
          <span
            className={classNames("min-w-0", worker.guarantee === "not-guaranteed" && "text-ink-3")}
            role={isWaiting ? "status" : undefined}
          >
            {workerSays(worker, owners)}
          </span>
        </span>
        <span className="col-span-2 col-start-2 flex items-center justify-start gap-1 empty:hidden xl:col-span-1 xl:col-start-auto xl:justify-end">
          {shown && (
            <Button
              aria-label={`${worker.worker}: ${shown.title}`}
              onClick={() => onStep(shown)}
              size="sm"
              variant={worker.step === "drained" ? "primary" : "plain"}
            >
              {shown.title}
            </Button>
          )}
          {others.length > 0 && (
            <Menu
              align="end"
              trigger={<IconButton icon="more" label={`More for ${worker.worker}`} size="sm" />}
            >
              {others.map((step) => (
                <MenuItem danger={step.isEarly} key={step.title} onSelect={() => onStep(step)}>
                  {step.isEarly ? `${step.title} without waiting` : step.title}
                </MenuItem>
              ))}
            </Menu>
          )}
        </span>
      </div>
      <div id={details}>{isOpen && <WorkerDetails program={program} worker={worker} />}</div>
    </li>
  );
};
