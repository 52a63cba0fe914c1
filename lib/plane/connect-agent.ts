import { readFile } from "node:fs/promises";
import path from "node:path";
import { EdgeEnvironments } from "@/lib/contract/edges";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { SwitchNaming } from "@/lib/domain/switch-naming";
import { type Follower, followEnvironment } from "@/lib/plane/follow-environment";
import type { InEffect } from "@/lib/plane/gateway-agent";
import { knownKey } from "@/lib/plane/known-key";
import type { LocalForce } from "@/lib/plane/local-force";
import type { Observed } from "@/lib/plane/observed-counts";
import type { PlaneLog } from "@/lib/plane/plane-source";
import type { Upstream } from "@/lib/plane/upstream";
import { writeAtomically } from "@/lib/plane/write-atomically";

type Place = { readonly program: string; readonly environment: string };
type Environment = EdgeEnvironments["environments"][number];

type Options = {
  readonly upstream: Upstream | null;
  /** Which environment; without one, the only one that the token reaches. */
  readonly place: Place | null;
  readonly folder: string;
  readonly log: PlaneLog;
  readonly now: () => number;
  readonly instance: string;
  readonly runtime: string;
  readonly force: () => LocalForce | null;
  /** What the upstreams' side has counted since the last time. */
  readonly observed: () => Promise<readonly Observed[]>;
  readonly onSnapshot: () => void;
};

export type Connected = {
  /** What is to be in the gateway's file, as far as it is known. */
  held(): {
    readonly snapshot: Snapshot;
    readonly naming: SwitchNaming | null;
    readonly refusesOtherHashing: boolean;
  } | null;
  /** Tells the upstream what is in effect now. */
  report(effect: InEffect): Promise<void>;
  leave(): Promise<void>;
};

const receiptEvery = 30_000;
// Names of switches are beside the snapshot; asked with an ETag, they cost next to nothing.
const askEvery = 5_000;
const retryAfter = 1_000;
// An upstream that is back is to know at once what is in effect, and what was forced.
const resendAfter = 2_000;
const observeAfter = 3_000;

/**
 * An agent's line to its upstream: which environment, its snapshots, its naming, and receipts back. Starts
 * with what the disk has and does not wait for an upstream that is gone.
 */
export const connectAgent = async (options: Options): Promise<Connected> => {
  const { upstream, folder, log, now, onSnapshot } = options;
  const file = path.join(folder, "environment.json");
  let environment: Environment | null = null;
  let follower: Follower | null = null;
  let etag: string | null = null;
  let effect: InEffect | null = null;
  let waiting: Observed[] = [];
  let isSending = false;
  let isAgain = false;
  let retry: NodeJS.Timeout | undefined;
  let observing: NodeJS.Timeout | undefined;
  const timers = new Set<NodeJS.Timeout>();

  const isWanted = (one: Environment): boolean =>
    options.place === null ||
    (one.program === options.place.program && one.environment === options.place.environment);

  const readKept = async (): Promise<Environment | null> => {
    const text = await readFile(file, "utf8").catch(() => "null");
    try {
      const kept = EdgeEnvironments.parse({ environments: [JSON.parse(text)] });
      return kept.environments.find(isWanted) ?? null;
    } catch {
      return null;
    }
  };

  const ask = async (from: Upstream): Promise<void> => {
    const answer = await from.get("/plane/v1/environments", etag);
    if (answer.status === 304) return;
    const { environments } = EdgeEnvironments.parse(JSON.parse(answer.text));
    const found = environments.filter(isWanted);
    const [only] = found;
    if (only === undefined || found.length > 1) {
      const names = environments.map((one) => `${one.program}/${one.environment}`).join(", ");
      throw new Error(
        `${found.length === 0 ? "The token does not reach the environment" : "The token reaches several environments"}; name one of them with --follow: ${names || "none"}.`,
      );
    }
    const writes = (one: typeof environment) =>
      JSON.stringify([one?.naming, one?.refusesOtherHashing]);
    const isOther = writes(environment) !== writes(only);
    environment = only;
    etag = answer.etag;
    await writeAtomically(file, JSON.stringify(only), 0o600);
    if (isOther) onSnapshot();
  };

  const begin = async (): Promise<boolean> => {
    if (environment === null || follower !== null) return follower !== null;
    const key = await knownKey(folder, upstream, log);
    if (key === null) return false;
    const { program } = environment;
    follower = followEnvironment({
      upstream,
      program,
      environment: environment.environment,
      folder,
      key,
      log,
      now,
      onSnapshot,
    });
    await follower.start();
    return true;
  };

  const send = async (isLeaving: boolean): Promise<void> => {
    if (upstream === null || environment === null || effect === null) return;
    if (isSending) {
      isAgain = true;
      return;
    }
    isSending = true;
    isAgain = false;
    clearTimeout(retry);
    waiting.push(...(await options.observed()));
    const observed = waiting;
    waiting = [];
    const { program, environment: name } = environment;
    try {
      await upstream.post(
        `/plane/v1/${encodeURIComponent(program)}/${encodeURIComponent(name)}/receipts`,
        {
          instance: options.instance,
          runtime: options.runtime,
          client: "signalbox-agent/1",
          epoch: effect.epoch,
          version: effect.version,
          appliedAt: effect.at,
          observed,
          parseFailures: follower?.takeFailures() ?? 0,
          localForce: options.force(),
          leaving: isLeaving,
        },
      );
    } catch (error) {
      waiting = [...observed, ...waiting].slice(-50_000);
      log.info({ because: String(error) }, "a receipt was not taken; it is sent again");
      if (!isLeaving) retry = setTimeout(() => void send(false), resendAfter).unref();
    } finally {
      isSending = false;
    }
    if (isAgain) await send(isLeaving);
  };

  environment = await readKept();
  await begin();
  if (upstream !== null) {
    const repeat = (milliseconds: number, work: () => Promise<void>): void => {
      const timer = setInterval(() => void work(), milliseconds);
      timers.add(timer);
    };
    let isFirst = true;
    const look = async (): Promise<void> => {
      try {
        await ask(upstream);
        await begin();
        isFirst = false;
      } catch (error) {
        log.warn({ because: String(error) }, "the upstream was not asked for the environment");
      }
    };
    // Not waited for: what the disk has is to be used at once.
    void look();
    repeat(askEvery, look);
    repeat(retryAfter, async () => {
      if (isFirst) await look();
    });
    repeat(receiptEvery, () => send(false));
  }
  return {
    held: () => {
      const signed = follower?.current() ?? null;
      if (signed === null) return null;
      const { digest: _, signature: __, ...snapshot } = signed;
      return {
        snapshot,
        naming: environment?.naming ?? null,
        refusesOtherHashing: environment?.refusesOtherHashing ?? false,
      };
    },
    report: async (now) => {
      effect = now;
      await send(false);
      // What the upstreams have answered since then is what makes a flip "observed".
      clearTimeout(observing);
      observing = setTimeout(() => void send(false), observeAfter).unref();
    },
    leave: async () => {
      for (const timer of timers) clearInterval(timer);
      clearTimeout(retry);
      clearTimeout(observing);
      follower?.stop();
      await send(true);
    },
  };
};
