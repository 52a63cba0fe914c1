import { Refusal } from "@/lib/domain/refusal";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { SwitchNaming } from "@/lib/domain/switch-naming";
import type { ApplyOutcome } from "@/lib/plane/apply-gateway-file";
import { type GatewayFormat, gatewayFile } from "@/lib/plane/gateway-file";
import { childrenOf, nginxMaster } from "@/lib/plane/nginx-workers";
import type { PlaneLog } from "@/lib/plane/plane-source";

/** What the agent brings to its gateway. */
export type Wanted = {
  readonly snapshot: Snapshot;
  readonly naming: SwitchNaming | null;
  readonly refusesOtherHashing?: boolean;
  readonly isForced: boolean;
};

export type InEffect = { readonly epoch: number; readonly version: number; readonly at: string };

type Options = {
  readonly format: GatewayFormat;
  readonly applier: { apply(text: string): Promise<ApplyOutcome> };
  readonly wanted: () => Wanted | null;
  /** nginx's pid file, or `null` for the usual places. */
  readonly pidFile: string | null;
  readonly log: PlaneLog;
  readonly now: () => number;
  /** Everything that still answers answers by this version. */
  readonly onEffect: (effect: InEffect, isForced: boolean) => void;
};

// What could not be applied may have been repaired by somebody meanwhile.
const retryAfter = 2_000;
const lookEvery = 50;
const startsWithin = 10_000;
// Connections that live longer keep an old worker; it is looked for all the same, only less often.
const patienceEnds = 60_000;
const lookSlowly = 1_000;

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Keeps a gateway at the newest wanted version: applies, tries again while that fails, and says what is in
 * effect once nothing answers by an older one (nginx: when its old workers have ended).
 */
export const createGatewayAgent = (options: Options) => {
  const { format, applier, wanted, pidFile, log, now, onEffect } = options;
  let isRunning = false;
  let isAsked = false;
  let isStopped = false;
  let retry: NodeJS.Timeout | undefined;
  let failing: string | null = null;

  const workers = async (): Promise<ReadonlySet<number> | null> => {
    if (format !== "nginx") return null;
    const master = await nginxMaster(pidFile);
    return master === null ? null : childrenOf(master);
  };

  /** Waits for the workers that were there before a reload to end, and for others to have begun. */
  const drained = async (before: ReadonlySet<number>): Promise<boolean> => {
    const startedAt = now();
    for (let isTold = false; !isStopped; ) {
      const current = (await workers()) ?? new Set();
      const old = [...current].filter((pid) => before.has(pid)).length;
      if (current.size > old && old === 0) return true;
      const waited = now() - startedAt;
      if (current.size === old && waited > startsWithin) {
        log.warn({}, "nginx has not begun to work with the new file; see its error log");
        return false;
      }
      if (waited > patienceEnds && !isTold) {
        isTold = true;
        log.warn({ old }, "old workers of nginx still answer; see worker_shutdown_timeout");
      }
      await wait(waited > patienceEnds ? lookSlowly : lookEvery);
    }
    return false;
  };

  const bring = async ({ snapshot, isForced, ...settings }: Wanted): Promise<ApplyOutcome> => {
    const text = gatewayFile(snapshot, format, { ...settings, isForced });
    const before = await workers();
    const outcome = await applier.apply(text);
    if (outcome.is === "kept") return outcome;
    const { epoch, version } = snapshot;
    const tell = (): void =>
      onEffect({ epoch, version, at: new Date(now()).toISOString() }, isForced);
    if (outcome.is === "unchanged" || before === null || before.size === 0) tell();
    else void drained(before).then((isDone) => isDone && tell());
    return outcome;
  };

  const attempt = async (): Promise<void> => {
    const want = wanted();
    if (want === null) return;
    let says: string | null = null;
    try {
      const outcome = await bring(want);
      if (outcome.is === "kept") says = outcome.says;
      else if (failing !== null || outcome.is === "applied") {
        const { epoch, version } = want.snapshot;
        log.info({ epoch, version, isForced: want.isForced }, "the gateway has the new file");
      }
    } catch (error) {
      says = error instanceof Error ? error.message : String(error);
      const what =
        error instanceof Refusal ? "the file cannot be written" : "the file was not brought";
      if (says !== failing) log.warn({ because: says }, `${what}; the last good one stays`);
    }
    failing = says;
    clearTimeout(retry);
    if (says !== null && !isStopped) retry = setTimeout(() => void update(), retryAfter);
  };

  const update = async (): Promise<void> => {
    isAsked = true;
    if (isRunning) return;
    isRunning = true;
    while (isAsked && !isStopped) {
      isAsked = false;
      await attempt();
    }
    isRunning = false;
  };

  return {
    /** Something that is wanted has changed. Resolves when it was brought, or could not be. */
    update,
    failing: (): string | null => failing,
    stop: (): void => {
      isStopped = true;
      clearTimeout(retry);
    },
  };
};
