import type { ClientSettings } from "@/clients/typescript/client-settings";
import type { DecisionCounts } from "@/clients/typescript/decision-counts";
import type { createLocalForce } from "@/clients/typescript/local-force";
import type { PlaneRequests } from "@/clients/typescript/plane-requests";
import type { SnapshotHolder } from "@/clients/typescript/snapshot-holder";
import type { WorkerSupervisor } from "@/clients/typescript/supervise-workers";
import type { Receipt, ReceiptAnswer } from "@/lib/contract/receipts";

type Parts = {
  readonly settings: ClientSettings;
  readonly requests: PlaneRequests;
  readonly holder: SnapshotHolder;
  readonly counts: DecisionCounts;
  readonly force: ReturnType<typeof createLocalForce>;
  readonly workers: WorkerSupervisor;
};

export type ReceiptReporter = {
  start(): void;
  /** Something changed that the plane is to know: the next receipt is sent at once. */
  soon(): void;
  /** Sends the last receipt, which says that the process ends on purpose. */
  close(): Promise<void>;
  problem(): string;
};

// How often local force and the workers' leases are looked at.
const tickEvery = 250;
// Whoever closes a client is not kept longer for its goodbye.
const goodbyeWithin = 3000;
// A receipt that is under way then has so long to be answered: given up before, it counts double.
const lastReceiptWithin = 1500;

/** Sends a receipt every 30 s, or as the plane asks, and at once after whatever it should know. */
export const createReceiptReporter = (parts: Parts): ReceiptReporter => {
  const { settings, requests, holder, counts, force, workers } = parts;
  let problem = "";
  let nextSeconds = 30;
  let nextAt = 0;
  let isDue = true;
  let reportedFailures = 0;
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | null = null;
  let isClosed = false;

  const giveUp = new AbortController();

  const send = async (leaving: boolean): Promise<boolean> => {
    const taken = counts.take();
    const isMore = counts.hasMore();
    const { parseFailures } = holder.reading();
    const { epoch, version } = holder.index();
    const receipt: Receipt = {
      instance: settings.instance,
      runtime: settings.runtime,
      client: "signalbox-typescript/1",
      epoch,
      version,
      appliedAt: new Date(holder.appliedAt()).toISOString(),
      ...taken,
      workers: workers.report(),
      parseFailures: parseFailures - reportedFailures,
      localForce: force.state(),
      via: null,
      leaving,
    };
    const sentAt = { steady: performance.now(), wall: Date.now() };
    try {
      const response = await requests.ask(`${settings.place}/receipts`, {
        body: JSON.stringify(receipt),
        signal: leaving
          ? AbortSignal.timeout(Math.min(settings.timeout, goodbyeWithin))
          : AbortSignal.any([giveUp.signal, AbortSignal.timeout(settings.timeout)]),
      });
      if (!response.ok) throw await requests.problemOf(response);
      const answer = JSON.parse(await requests.textOf(response)) as ReceiptAnswer;
      workers.take(answer, sentAt);
      nextSeconds = Math.min(300, Math.max(1, Number(answer.nextReceiptSeconds) || 30));
      reportedFailures = parseFailures;
      problem = "";
      if (isMore) isDue = true;
      return true;
    } catch (error) {
      problem = `the receipt was not taken: ${error instanceof Error ? error.message : String(error)}`;
      counts.giveBack(taken);
      return false;
    }
  };

  const report = async (): Promise<void> => {
    isDue = false;
    const isTaken = await send(false);
    const usual = settings.receiptEvery ?? nextSeconds * 1000;
    const [least, most] = settings.poll;
    const retry = least + Math.random() * (most - least);
    nextAt = performance.now() + (isTaken ? usual : Math.min(usual, retry));
    sending = null;
    tick();
  };

  const tick = (): void => {
    if (force.read()) {
      settings.log(`local force: ${force.state()?.reason ?? "lifted"}`);
      isDue = true;
    }
    workers.tick();
    if (sending === null && !isClosed && (isDue || performance.now() >= nextAt)) sending = report();
  };

  return {
    start: () => {
      tick();
      timer = setInterval(tick, tickEvery);
    },
    soon: () => {
      isDue = true;
      if (timer !== undefined) setImmediate(tick);
    },
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      const givingUp = setTimeout(() => giveUp.abort(), lastReceiptWithin);
      await sending;
      clearTimeout(givingUp);
      await send(true);
    },
    problem: () => problem,
  };
};
