import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { InstanceReport } from "@/lib/contract/receipts";
import { EnvironmentInput, OwnerWords, Reason, Timestamp } from "@/lib/contract/words";

const Whole = z.number().int();

/** How far a version went, over all processes and edges. */
export const DeliveryReading = z.object({
  state: z.enum(["accepted", "propagating", "in-effect", "observed", "nobody-listens"]),
  /** The same as a sentence. */
  says: z.string(),
  /** Instances that reported in the last 90 s, and how many of them have the version. */
  heard: Whole,
  applied: Whole,
  /** Instances that fell silent without a word; those without the version stand in the way of "in effect". */
  lost: Whole,
  lostBehind: Whole,
  /** Some of those that are waited for, by name. */
  waitingFor: z.array(z.string()),
});

const Window = {
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
};

export const ClientView = z.object({
  instance: z.string(),
  runtime: z.string(),
  client: z.string(),
  /** The edge that passes its receipts on. */
  via: z.string().nullable(),
  epoch: Whole,
  version: Whole,
  /** When it took that version up, by its own clock. */
  appliedAt: Timestamp,
  firstSeenAt: Timestamp,
  lastSeenAt: Timestamp,
  silentSeconds: Whole,
  state: z.enum(["current", "on-its-way", "straggler", "lost"]),
  /** The state as words, e.g. `2 versions behind for 3 min`. */
  says: z.string(),
  decisions: Whole,
  parseFailures: Whole,
  localForce: z.object({ since: z.string(), reason: z.string() }).nullable(),
  workers: InstanceReport.shape.workers,
  queues: InstanceReport.shape.queues,
});
export type ClientView = z.infer<typeof ClientView>;

const environment = "/api/v1/programs/{program}/environments/{environment}";

export const listClients = operation({
  id: "listClients",
  method: "GET",
  path: `${environment}/clients`,
  summary: "Every instance that reports: what it runs, what it last said, who is behind or lost",
  tag: "clients",
  input: EnvironmentInput.extend({
    ...Window,
    /** Part of the instance, the runtime, the client or the edge. */
    search: z.string().trim().max(200).default(""),
    state: z.enum(["all", "current", "on-its-way", "straggler", "lost", "forced"]).default("all"),
  }),
  answer: z.object({
    epoch: Whole,
    version: Whole,
    counts: z.object({
      current: Whole,
      "on-its-way": Whole,
      straggler: Whole,
      lost: Whole,
      /** Of all of these, how many force legacy by themselves. */
      forced: Whole,
    }),
    /** How many instances have which version, the newest first; the oldest beyond 50 are left out. */
    versions: z.array(z.object({ epoch: Whole, version: Whole, count: Whole })),
    /** The lost first, then stragglers, then those that force legacy by themselves. */
    clients: z.array(ClientView),
    /** How many fit what was asked for; `next` is the offset of the rest. */
    total: Whole,
    next: Whole.nullable(),
  }),
});

export const removeClient = operation({
  id: "removeClient",
  method: "DELETE",
  path: `${environment}/clients`,
  summary:
    "Forget instances that fell silent, so that nothing waits for them; one that returns is back",
  tag: "clients",
  input: EnvironmentInput.extend({
    instances: z.array(z.string().min(1).max(200)).min(1, "name at least one instance").max(1000),
    reason: Reason.optional(),
  }),
  answer: z.object({ removed: z.array(z.string()) }),
});

const SideCounts = z.object({ legacy: Whole, target: Whole, other: Whole });

const Observed = {
  /** Requests counted at the upstreams' side; all zero is "unobserved". */
  observed: SideCounts,
  /** The target's share of them, 0 to 1; `null` where nothing was seen. */
  observedShare: z.number().nullable(),
  /** Decisions that clients reported. */
  decided: SideCounts,
};

const RouteTraffic = z.object({
  route: z.string(),
  title: z.string(),
  capability: z.string().nullable(),
  /** In the program's words, e.g. `go for 10 % of users`. */
  declared: z.string(),
  declaredSide: z.enum(["legacy", "target", "both"]),
  ...Observed,
  /** Of what was seen since the version in force was made. */
  verdict: z.enum(["agrees", "disagrees", "cohort", "unobserved"]),
  says: z.string(),
});
export type RouteTraffic = z.infer<typeof RouteTraffic>;

export const listTraffic = operation({
  id: "listTraffic",
  method: "GET",
  path: `${environment}/traffic`,
  summary: "The declared owner of routes and capabilities against the one that was observed",
  tag: "clients",
  input: EnvironmentInput.extend({
    ...Window,
    minutes: z.coerce.number().int().min(5).max(20_160).default(60),
    show: z.enum(["all", "observed", "unobserved", "disagrees"]).default("all"),
    search: z.string().trim().max(200).default(""),
  }),
  answer: z.object({
    owners: OwnerWords,
    version: Whole,
    /** When that version was made: verdicts and alarms are of traffic after it. */
    versionAt: Timestamp,
    /** The start of the time that shares are of. */
    from: Timestamp,
    /** All routes together, and what is of no known route. */
    totals: z.object(Observed),
    withoutRoute: z.object(Observed),
    capabilities: z.array(
      z.object({
        /** `null`: routes without one. */
        key: z.string().nullable(),
        routes: Whole,
        declared: z.object({ legacy: Whole, target: Whole, both: Whole }),
        ...Observed,
        observedRoutes: Whole,
        disagreeing: Whole,
      }),
    ),
    /** Routes owned by the target that legacy still handles; the first 100, the most requests first. */
    alarms: z.array(
      z.object({ route: z.string(), title: z.string(), requests: Whole, says: z.string() }),
    ),
    alarmCount: Whole,
    routes: z.array(RouteTraffic),
    total: Whole,
    next: Whole.nullable(),
  }),
});
