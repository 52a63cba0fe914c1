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

const runningSays = ({ owner, leases, reports }: WorkerView): string => {
  const held = leases.filter(({ state }) => state === "held");
  const other = held.find((lease) => lease.owner !== owner);
  if (other) return `${owner} waits for ${other.instance} (${other.owner}) to stop.`;
  const [first, ...more] = held.map(({ instance }) => instance);
  const heard = reports.find((report) => report.owner === owner && report.state !== "stopped");
  if (first) {
    const others = more.length > 0 ? ` and ${more.length} more` : "";
    return `${heard ? "Runs" : "May run"} on ${first}${others}.`;
  }
  return heard ? `${owner} reports that it runs it, without a lease.` : `${owner} does not run it.`;
};

/** What a reader has to know of a worker at a glance, in a sentence. */
export const workerSays = (worker: WorkerView, owners: Owners): string => {
  const { owner, step, handoff, waits, guarantee } = worker;
  const isGuaranteed = guarantee === "leases";
  if (step === "draining") return `Waits for ${waits.map(({ says }) => says).join("; ")}.`;
  if (step === "drained") {
    const from = handoff === owners.legacy ? owners.target : owners.legacy;
    return isGuaranteed
      ? `${from} has stopped. ${handoff} may start.`
      : `Not guaranteed: nobody reports it. Stop it on ${from} yourself, then start ${handoff}.`;
  }
  if (step === "stopped" && owner === "off") {
    return "Stopped on purpose: nobody runs it, and force leaves it alone.";
  }
  return isGuaranteed ? runningSays(worker) : "Not guaranteed: nobody reports it.";
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
