import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { SwitchEditInput } from "@/lib/contract/switches";
import { EnvironmentInput, OwnerWords, Timestamp } from "@/lib/contract/words";

const Side = z.enum(["legacy", "target", "off"]);

export const WorkerView = z.object({
  /** The name of its switch. */
  worker: z.string(),
  /** The inventory row. */
  item: z.string(),
  capability: z.string().nullable(),
  /** Who runs it now, a force included, in the program's words. */
  owner: z.string(),
  side: Side,
  fence: z.number().int(),
  step: z.enum(["running", "stopped", "draining", "drained"]),
  /** To whom it is being handed, while it is. */
  handoff: z.string().nullable(),
  waits: z.array(z.object({ kind: z.enum(["lease", "report", "queue"]), says: z.string() })),
  /** Instances that hold or held a lease, the open ones first. */
  leases: z.array(
    z.object({
      instance: z.string(),
      owner: z.string(),
      fence: z.number().int(),
      until: Timestamp,
      state: z.enum(["held", "released", "ended"]),
    }),
  ),
  reports: z.array(
    z.object({
      instance: z.string(),
      owner: z.string(),
      state: z.enum(["running", "stopping", "stopped"]),
    }),
  ),
  queues: z.array(
    z.object({
      queue: z.string(),
      depth: z.number().int().nullable(),
      inFlight: z.number().int().nullable(),
    }),
  ),
  /** Instances of both owners that say they run it at once. */
  overlap: z.array(z.string()),
  /** Whether leases keep two owners apart here, or nobody reports. */
  guarantee: z.enum(["leases", "not-guaranteed"]),
  /** The steps that lead on, each a change like any other. */
  next: z.array(
    z.object({
      title: z.string(),
      rules: z.array(SwitchEditInput),
      isFlip: z.boolean(),
      /** Something is waited for; going on takes break-glass. */
      isEarly: z.boolean(),
    }),
  ),
});
export type WorkerView = z.infer<typeof WorkerView>;

export const listWorkers = operation({
  id: "listWorkers",
  method: "GET",
  path: "/api/v1/programs/{program}/environments/{environment}/workers",
  summary: "Who runs each worker under which lease, where its handoff is, and what that waits for",
  tag: "workers",
  input: EnvironmentInput,
  answer: z.object({
    owners: OwnerWords,
    version: z.number().int(),
    isProtected: z.boolean(),
    workers: z.array(WorkerView),
  }),
});

export const PlanStep = z.object({
  kind: z.enum(["stop", "switch", "start"]),
  title: z.string(),
  rules: z.array(SwitchEditInput),
  /** What has to come true before the next step. */
  waits: z.array(z.string()),
});

export const planCoupledSet = operation({
  id: "planCoupledSet",
  method: "GET",
  path: "/api/v1/programs/{program}/environments/{environment}/coupled-plan",
  summary:
    "Everything that hangs together with a route, worker or capability, as one plan: stop its workers, switch its routes, start its workers",
  tag: "workers",
  input: EnvironmentInput.extend({
    level: z.enum(["family", "capability", "route", "worker"]),
    key: z.string().min(1).max(300),
    /** The program's word of the owner to go to. */
    to: z.string().min(1).max(100),
  }),
  answer: z.object({
    version: z.number().int(),
    routes: z.array(z.string()),
    workers: z.array(z.string()),
    /** Queues that couple them, and those of which not everything is known. */
    queues: z.array(z.object({ queue: z.string(), isKnown: z.boolean() })),
    steps: z.array(PlanStep),
    says: z.string(),
  }),
});
