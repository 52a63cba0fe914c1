import type { OwnerSide } from "@/components/switches/points-glyph";
import type { WorkerView } from "@/lib/contract/workers";

export type Owners = { readonly legacy: string; readonly target: string };

/** A step of the way from one owner to the other. */
export type HandoffStep = {
  readonly key: "from" | "off" | "drained" | "to";
  readonly word: string;
  readonly side: OwnerSide;
  readonly state: "done" | "now" | "ahead";
};

const order = ["from", "off", "drained", "to"] as const;

const ruleSide = ({ step, side, handoff }: WorkerView, owners: Owners): OwnerSide => {
  if (step !== "running") return handoff === owners.legacy ? "legacy" : "target";
  return side === "off" ? "legacy" : side;
};

/**
 * The way that a worker goes, and where it is on it: from legacy to the target, or back where it is handed
 * back. One that was stopped on purpose is off and on its way to nobody.
 */
export const handoffSteps = (worker: WorkerView, owners: Owners): readonly HandoffStep[] => {
  const isBack = worker.step !== "running" && worker.handoff === owners.legacy;
  const [from, to]: readonly ["legacy" | "target", "legacy" | "target"] = isBack
    ? ["target", "legacy"]
    : ["legacy", "target"];
  const at = {
    running: ruleSide(worker, owners) === "target" ? 3 : 0,
    stopped: 1,
    draining: 1,
    drained: 2,
  }[worker.step];
  const words = { from: owners[from], off: "off", drained: "drained", to: owners[to] };
  const sides = { from, off: "off", drained: "off", to } as const;
  return order.map((key, index) => ({
    key,
    word: words[key],
    side: sides[key],
    state: index === at ? "now" : index < at ? "done" : "ahead",
  }));
};

/** What a reader has to know of a worker at a glance, in a sentence. */
export const workerSays = (worker: WorkerView, owners: Owners): string => {
  const { owner, step, handoff, waits, guarantee, leases, reports } = worker;
  const held = leases.filter(({ state }) => state === "held");
  if (step === "draining") return `Waits for ${waits.map(({ says }) => says).join("; ")}.`;
  if (step === "drained") return `Nobody runs it. ${handoff} may start.`;
  if (step === "stopped") {
    return owner === "off"
      ? "Stopped on purpose: nobody runs it, and force leaves it alone."
      : `${owner} runs it.`;
  }
  const other = held.find((lease) => lease.owner !== owner);
  if (other) return `${owner} waits for ${other.instance} (${other.owner}) to stop.`;
  if (held.length > 0) {
    const by = held.map(({ instance }) => instance);
    return `Runs on ${by.slice(0, 2).join(", ")}${by.length > 2 ? ` and ${by.length - 2} more` : ""}.`;
  }
  if (guarantee === "not-guaranteed") {
    return `No supervisor reports it: nothing here keeps ${owners.legacy} and ${owners.target} apart.`;
  }
  const isHeard = reports.some((report) => report.owner === owner && report.state !== "stopped");
  return isHeard
    ? `${owner} reports that it runs it, without a lease.`
    : `${owner} does not run it.`;
};

export const workerGroups = ["all", "moving", "legacy", "target", "off", "unguarded"] as const;
export type WorkerGroup = (typeof workerGroups)[number];

/** Whether a worker belongs to one of the groups that the page can be narrowed to. */
export const isInGroup = (worker: WorkerView, group: WorkerGroup): boolean => {
  const isMoving = worker.step === "draining" || worker.step === "drained";
  if (group === "all") return true;
  if (group === "moving") return isMoving;
  if (group === "unguarded") return worker.guarantee === "not-guaranteed";
  return worker.side === group && !isMoving;
};

/** Overlaps first, then what is in a handoff, then the rest as the inventory has them. */
export const byUrgency = (workers: readonly WorkerView[]): WorkerView[] => {
  const rank = (worker: WorkerView): number => {
    if (worker.overlap.length > 0) return 0;
    return isInGroup(worker, "moving") ? 1 : 2;
  };
  return [...workers].sort((one, other) => rank(one) - rank(other));
};
