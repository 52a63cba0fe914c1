import * as z from "zod";

/** What is shown and stored: no control characters, no halves of characters. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must be one line of text");
const Name = text(200).min(1);
const Count = z.int().min(0).max(1_000_000_000);
const Version = z.int().min(0).max(2_147_483_647);

/** What a supervisor does with one worker. `stopped` is its word that nothing of it runs any more. */
const RunningWorker = z.strictObject({
  worker: Name,
  /** The owner that this supervisor starts, in the program's words. */
  owner: Name,
  state: z.enum(["running", "stopping", "stopped"]),
  /** The fence of the lease it holds or held; absent when it never had one. */
  fence: Version.optional(),
  /**
   * The end of the newest lease that it was given, as the answer said it; `null` when it never had one.
   * So a word that it has stopped does not give back a lease that came after it.
   */
  leaseUntil: z.iso.datetime().nullable().optional(),
  /** It asks to run, or to go on running. */
  wantsLease: z.boolean().default(false),
});

const Queue = z.strictObject({ queue: Name, depth: Count, inFlight: Count.optional() });

/** On while the machine itself forces legacy; reported again by each receipt. */
const LocalForce = z
  .strictObject({ since: z.iso.datetime(), reason: text(500) })
  .nullable()
  .default(null);

/** A client's word for what it runs and what it saw since its last receipt. switches.md, "Plane endpoints". */
export const Receipt = z.strictObject({
  /** Names the process for as long as it lives, e.g. host and pid. */
  instance: Name,
  /** Where it runs, e.g. `nginx 1.22` or `python 3.11`. */
  runtime: text(100).min(1),
  /** The client and its version, e.g. `signalbox-python/1`. */
  client: text(100).min(1),
  epoch: Version,
  version: Version,
  appliedAt: z.iso.datetime(),
  /** Decisions since the last receipt, by route id and owner. */
  decisions: z
    .array(z.strictObject({ route: Name, owner: Name, count: Count }))
    .max(50_000)
    .default([]),
  /** Requests counted at the upstreams' side since the last receipt; `route` where it is known. */
  observed: z
    .array(z.strictObject({ route: Name.optional(), owner: Name, count: Count }))
    .max(50_000)
    .default([]),
  workers: z.array(RunningWorker).max(5_000).default([]),
  queues: z.array(Queue).max(5_000).default([]),
  /** Snapshots that could not be read since the last receipt. */
  parseFailures: Count.default(0),
  localForce: LocalForce,
  /** The edge that passes it on at once, because it asks for leases. */
  via: Name.nullable().default(null),
  /** Its last word: it ends on purpose, and nobody has to wait for it. */
  leaving: z.boolean().default(false),
});
export type Receipt = z.infer<typeof Receipt>;

export const Lease = z.object({
  worker: z.string(),
  owner: z.string(),
  fence: z.int(),
  /** Run until then at the latest, unless another receipt renews it. */
  until: z.iso.datetime(),
  /** Milliseconds from the answer on: what a machine with another clock goes by. */
  milliseconds: z.int(),
});
export type Lease = z.infer<typeof Lease>;

export const ReceiptAnswer = z.object({
  /** The newest version here, so that who is behind knows it. */
  epoch: z.int(),
  version: z.int(),
  /** One for each worker asked for that this instance may run now. */
  leases: z.array(Lease),
  /** Workers asked for that it may not run, and what they wait for. */
  refused: z.array(z.object({ worker: z.string(), says: z.string() })),
  nextReceiptSeconds: z.int(),
});
export type ReceiptAnswer = z.infer<typeof ReceiptAnswer>;

/** What one instance said since the last batch: the newest of its state, the sum of its counts. */
export const InstanceReport = Receipt.pick({
  instance: true,
  runtime: true,
  client: true,
  epoch: true,
  version: true,
  appliedAt: true,
  workers: true,
  queues: true,
  parseFailures: true,
  localForce: true,
  via: true,
  leaving: true,
}).extend({
  /** Milliseconds between its newest receipt and the batch: the writer's clock may be another. */
  silentMilliseconds: z.int().min(0),
  decisions: z.int().min(0),
});
export type InstanceReport = z.infer<typeof InstanceReport>;

/** Requests of one route that went to one owner in one window. */
export const TrafficReport = z.strictObject({
  /** A multiple of five minutes, or the moment at which the version of the snapshot changed in it. */
  windowStart: z.iso.datetime(),
  /** Empty where the route is not known. */
  route: text(200),
  source: z.enum(["decided", "observed"]),
  /** In the program's words; `other` for what is none of them. */
  owner: Name,
  count: z.int().min(0),
});
export type TrafficReport = z.infer<typeof TrafficReport>;

/** Receipts of many instances put together, as an edge passes them on. */
export const ReceiptBatch = z.strictObject({
  instances: z.array(InstanceReport).max(5_000),
  traffic: z.array(TrafficReport).max(20_000),
});
export type ReceiptBatch = z.infer<typeof ReceiptBatch>;
