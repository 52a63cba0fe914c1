import { type HeldLease, leaseEnd, openLeases, type RunningSide } from "@/lib/domain/worker-lease";

/** A supervisor's word on a worker, as young as receipts are. */
export type WorkerReport = {
  readonly instance: string;
  readonly owner: RunningSide;
  readonly state: "running" | "stopping" | "stopped";
  /** When it was said. */
  readonly at: number;
};

/** The depth of a queue that the worker reads, where anybody reports it. */
export type QueueReport = {
  readonly queue: string;
  /** `null`: nobody reports it. */
  readonly depth: number | null;
  readonly inFlight: number | null;
};

/** Everything that says whether a worker may change hands. Times in milliseconds of the leases' clock. */
export type WorkerFacts = {
  readonly worker: string;
  /** Who runs it by its own rule, forces aside. */
  readonly owner: RunningSide | "off";
  /** To whom it is being handed while it is off; `null` where somebody stopped it on purpose. */
  readonly handoff: RunningSide | null;
  readonly leases: readonly HeldLease[];
  readonly reports: readonly WorkerReport[];
  readonly queues: readonly QueueReport[];
  readonly now: number;
};

/** Something that a handoff waits for. */
export type HandoffWait = {
  readonly kind: "lease" | "report" | "queue";
  readonly says: string;
};

/** A step of `legacy -> off -> drained -> target`, or the same way back. */
export type HandoffStep =
  | { readonly is: "running"; readonly owner: RunningSide }
  | { readonly is: "stopped" }
  | { readonly is: "draining"; readonly to: RunningSide; readonly waits: readonly HandoffWait[] }
  | { readonly is: "drained"; readonly to: RunningSide };

type Words = { readonly legacy: string; readonly target: string };

const otherSide = (side: RunningSide): RunningSide => (side === "legacy" ? "target" : "legacy");

const openLeasesOf = ({ leases, now }: WorkerFacts, side: RunningSide): readonly HeldLease[] =>
  openLeases(leases, now).filter(({ owner }) => owner === side);

/**
 * The reports that still say something: who said that it runs while it held a lease, and is silent since that
 * ended, stopped with it. Otherwise a supervisor that was killed would hold up a handoff for longer than its lease.
 */
export const currentReports = ({ leases, reports, now }: WorkerFacts): readonly WorkerReport[] => {
  const open = openLeases(leases, now);
  return reports.filter(({ instance, owner, state, at }) => {
    const lease = leases.find((one) => one.instance === instance && one.owner === owner);
    const isOver = lease !== undefined && !lease.isReleased && !open.includes(lease);
    return state === "stopped" || !isOver || at > lease.until;
  });
};

const leaseWait = (lease: HeldLease, words: Words, now: number): HandoffWait => ({
  kind: "lease",
  says: `${lease.instance} (${words[lease.owner]}) to say that it stopped, or its lease to end in ${Math.ceil((leaseEnd(lease) - now) / 1000)} s`,
});

const queueWaits = ({ queues }: WorkerFacts): HandoffWait[] =>
  queues.flatMap(({ queue, depth, inFlight }) => {
    const left = (depth ?? 0) + (inFlight ?? 0);
    return left === 0
      ? []
      : [{ kind: "queue" as const, says: `the queue ${queue} to run empty: ${left} left` }];
  });

/**
 * What has to come true before an owner may start a worker: the other owner's leases released or run
 * out, nobody who reports it as running for the other owner, and the queues that it reads empty, as far
 * as anybody reports them. Empty when it is drained.
 */
export const waitsFor = (
  facts: WorkerFacts,
  to: RunningSide,
  words: Words,
): readonly HandoffWait[] => {
  const from = otherSide(to);
  const leased = openLeasesOf(facts, from);
  const holders = new Set(leased.map(({ instance }) => instance));
  const running = currentReports(facts).filter(
    ({ owner, state, instance }) => owner === from && state !== "stopped" && !holders.has(instance),
  );
  return [
    ...leased.map((lease) => leaseWait(lease, words, facts.now)),
    ...running.map(
      ({ instance, owner }): HandoffWait => ({
        kind: "report",
        says: `${instance} (${words[owner]}) to stop: it reports that it still runs ${facts.worker}`,
      }),
    ),
    ...queueWaits(facts),
  ];
};

/** Where a worker is on its way from one owner to the other. switches.md, "Workers are not routes". */
export const handoffStep = (facts: WorkerFacts, words: Words): HandoffStep => {
  if (facts.owner !== "off") return { is: "running", owner: facts.owner };
  if (facts.handoff === null) return { is: "stopped" };
  const waits = waitsFor(facts, facts.handoff, words);
  return waits.length === 0
    ? { is: "drained", to: facts.handoff }
    : { is: "draining", to: facts.handoff, waits };
};

/** Whether anybody who runs it asks for leases: only then do they keep two owners apart. */
export const isHeardOf = (facts: WorkerFacts): boolean =>
  facts.reports.length > 0 || openLeases(facts.leases, facts.now).length > 0;

/** The kind of an interlock that holds everywhere, whatever the environment's policy says. */
export const skippedStep = "skipped-step";

/** A reading of a worker's move towards the target: whether its steps were taken. */
export type HandoffReading = {
  readonly state: "holds" | "open" | "unknown";
  readonly because: string;
  /** A step is left out, or not over: only breaking glass goes on. */
  readonly isSkipped: boolean;
};

/**
 * Reads whether a worker may be given to the target now. Straight from legacy skips the steps between;
 * where no supervisor reports it, nothing here can keep two owners apart, and that is said. Where its rule
 * names the target already, a force is being lifted: legacy cannot be stopped under one, so leases alone
 * hand it over.
 */
export const handoffReading = (facts: WorkerFacts, words: Words): HandoffReading => {
  if (!isHeardOf(facts)) {
    return {
      state: "unknown",
      because: `No supervisor reports ${facts.worker}, so nothing here keeps two owners from running it: not guaranteed. Stop it on the side of ${words.legacy} first.`,
      isSkipped: false,
    };
  }
  if (facts.owner === "legacy") {
    return {
      state: "open",
      because: `It would go from ${words.legacy} to ${words.target} in one step. Hand it over: ${words.legacy}, off, drained, ${words.target}.`,
      isSkipped: true,
    };
  }
  const waits = waitsFor(facts, "target", words);
  if (facts.owner === "target") {
    return {
      state: "holds",
      because: `Its rule names ${words.target} already. ${waits.length === 0 ? "Nobody else runs it." : `Its lease waits for ${waits.map(({ says }) => says).join("; ")}.`}`,
      isSkipped: false,
    };
  }
  if (waits.length > 0) {
    return {
      state: "open",
      because: `It waits for ${waits.map(({ says }) => says).join("; ")}.`,
      isSkipped: true,
    };
  }
  return {
    state: "holds",
    because: `${words.legacy} has stopped, and the queues that it reads are empty as far as anybody reports them.`,
    isSkipped: false,
  };
};

/**
 * The overlap that can be proven: instances of both owners that say they run a worker at the same time.
 * Empty is no proof of the opposite where somebody does not report.
 */
export const overlapOf = (facts: WorkerFacts): readonly WorkerReport[] => {
  const running = currentReports(facts).filter(({ state }) => state === "running");
  return new Set(running.map(({ owner }) => owner)).size > 1 ? running : [];
};
