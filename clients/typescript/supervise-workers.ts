import { setTimeout as sleep } from "node:timers/promises";
import type { SupervisedWorker, WorkerStatus } from "@/clients/typescript/client-types";
import type { Receipt, ReceiptAnswer } from "@/lib/contract/receipts";
import { Refusal } from "@/lib/domain/refusal";

/** Milliseconds of both clocks: the steady one may stand still while a machine sleeps, the other may be set. */
type Moment = { readonly steady: number; readonly wall: number };

type Lease = {
  readonly fence: number;
  readonly ends: Moment;
};

type Watched = {
  readonly of: SupervisedWorker;
  state: WorkerStatus["state"];
  isBusy: boolean;
  lease: Lease | null;
  fence: number | null;
  /** The end of the newest lease it was given, in the plane's words. */
  leaseUntil: string | null;
  says: string;
};

export type WorkerSupervisor = {
  add(worker: SupervisedWorker): void;
  /** Starts and stops what has to be; called often, and after whatever may change an owner. */
  tick(): void;
  report(): Receipt["workers"];
  /** Takes the leases of the answer to a receipt that was sent at `sentAt`. */
  take(answer: Pick<ReceiptAnswer, "leases" | "refused">, sentAt: Moment): void;
  status(): readonly WorkerStatus[];
  /** Stops everything, waiting at most so many milliseconds. */
  close(atMost: number): Promise<void>;
};

type Surroundings = {
  /** Who owns a worker now; `null` without a snapshot. */
  readonly ownerOf: (worker: string) => string | null;
  readonly onChange: () => void;
  readonly log: (message: string) => void;
  readonly now: () => Moment;
};

/**
 * Runs workers only under leases: starts with one, stops before it ends or when the owner is another.
 * Without a snapshot it keeps what runs and starts nothing. switches.md, "Workers are not routes".
 */
export const createWorkerSupervisor = (around: Surroundings): WorkerSupervisor => {
  const { now, log } = around;
  const workers = new Map<string, Watched>();
  let isClosing = false;

  /** By the clock that sooner says that it ends. */
  const leftOf = ({ ends }: Lease): number => {
    const { steady, wall } = now();
    return Math.min(ends.steady - steady, ends.wall - wall);
  };

  const isWanted = ({ of, state }: Watched): boolean => {
    if (isClosing) return false;
    const owner = around.ownerOf(of.worker);
    return owner === null ? state === "running" : owner === of.owner;
  };

  const run = async (worker: Watched, action: () => Promise<void>): Promise<void> => {
    worker.isBusy = true;
    await action();
    worker.isBusy = false;
    around.onChange();
  };

  const start = async (worker: Watched, { fence }: Lease): Promise<void> => {
    worker.state = "running";
    worker.fence = fence;
    try {
      await worker.of.start({ worker: worker.of.worker, fence });
    } catch (error) {
      log(`${worker.of.worker} could not be started: ${String(error)}`);
      worker.state = "stopped";
      // It is tried again with the lease of the next receipt.
      worker.lease = null;
    }
  };

  const stop = async (worker: Watched): Promise<void> => {
    worker.state = "stopping";
    try {
      await worker.of.stop();
      worker.state = "stopped";
    } catch (error) {
      // Nobody may be told that it stopped; the next tick tries again.
      log(`${worker.of.worker} could not be stopped: ${String(error)}`);
      await sleep(200);
    }
  };

  const review = (worker: Watched): void => {
    if (worker.isBusy) return;
    const { lease, state, of } = worker;
    const stopTakes = (of.stopSeconds ?? 5) * 1000;
    const mayRun = isWanted(worker) && lease !== null && leftOf(lease) > stopTakes;
    if (state === "stopped") {
      if (mayRun) void run(worker, () => start(worker, lease));
      return;
    }
    const hasOtherFence = lease !== null && lease.fence !== worker.fence;
    if (state === "stopping" || !mayRun || hasOtherFence) void run(worker, () => stop(worker));
  };

  const tick = (): void => workers.forEach(review);

  return {
    add: (of) => {
      if (workers.has(of.worker)) {
        throw new Refusal("conflict", `${of.worker} is supervised already.`);
      }
      workers.set(of.worker, {
        of,
        state: "stopped",
        isBusy: false,
        lease: null,
        fence: null,
        leaseUntil: null,
        says: "",
      });
    },
    tick,
    report: () =>
      [...workers.values()].map((worker) => {
        const wantsLease = worker.state !== "stopping" && isWanted(worker);
        // This word gives the lease back: nothing may be started under it any more.
        if (worker.state === "stopped" && !wantsLease) worker.lease = null;
        const { of, state, fence, leaseUntil } = worker;
        const line = { worker: of.worker, owner: of.owner, state, wantsLease, leaseUntil };
        return fence === null ? line : { ...line, fence };
      }),
    take: ({ leases, refused }, sentAt) => {
      for (const { worker, owner, fence, milliseconds, until } of leases) {
        const watched = workers.get(worker);
        if (watched === undefined || watched.of.owner !== owner) continue;
        // Counted from before the question: the answer was made later, so it never ends later here.
        const ends = { steady: sentAt.steady + milliseconds, wall: sentAt.wall + milliseconds };
        watched.lease = { fence, ends };
        watched.leaseUntil = until;
        watched.says = "";
      }
      for (const { worker, says } of refused) {
        const watched = workers.get(worker);
        if (watched !== undefined) watched.says = says;
      }
    },
    status: () =>
      [...workers.values()].map(({ of, state, fence, lease, says }) => ({
        worker: of.worker,
        owner: of.owner,
        state,
        fence,
        leaseSeconds: lease === null ? 0 : Math.max(0, leftOf(lease) / 1000),
        says,
      })),
    close: async (atMost) => {
      isClosing = true;
      const end = now().steady + atMost;
      const isRunning = (): boolean =>
        [...workers.values()].some(({ state }) => state !== "stopped");
      for (; isRunning() && now().steady < end; await sleep(20)) tick();
    },
  };
};
