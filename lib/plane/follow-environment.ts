import type { KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { CanonicalCache } from "@/lib/domain/canonical-json";
import type { SignedSnapshot } from "@/lib/domain/snapshot";
import { applyChange, type SnapshotChange } from "@/lib/domain/snapshot-change";
import type { PlaneLog } from "@/lib/plane/plane-source";
import type { ServerEvent, Upstream } from "@/lib/plane/upstream";
import { verifiedSnapshot } from "@/lib/plane/verify-snapshot";
import { within } from "@/lib/plane/within";
import { writeAtomically } from "@/lib/plane/write-atomically";

export type Follower = {
  /** The newest snapshot that could be believed, from the upstream or from the disk. */
  current(): SignedSnapshot | null;
  /** When the upstream last said that nothing is newer, in milliseconds; `null` before the first time. */
  confirmedAt(): number | null;
  /** Snapshots that could not be believed since the last time this was asked. */
  takeFailures(): number;
  /** Reads the disk, then follows until it is stopped. Resolves when the disk has been read. */
  start(): Promise<void>;
  stop(): void;
};

type Options = {
  readonly upstream: Upstream | null;
  readonly program: string;
  readonly environment: string;
  /** Where the last known good is kept. */
  readonly folder: string;
  readonly key: KeyObject;
  readonly log: PlaneLog;
  readonly now: () => number;
  readonly onSnapshot: (snapshot: SignedSnapshot) => void;
};

const firstPause = 200;
const longestPause = 5_000;
// Events can be lost: it is asked now and then whether there is anything newer.
const askEvery = 10_000;
// A disk that is full, busy or hangs must not hold up a rollback.
const diskWithin = 100;

const isNewer = (one: SignedSnapshot, than: SignedSnapshot | null): boolean =>
  than === null ||
  one.epoch > than.epoch ||
  (one.epoch === than.epoch && one.version > than.version);

const because = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/**
 * Follows one environment of an upstream: by events, and by asking now and then. Every version is verified
 * before it counts, never goes back, and is kept on the disk. While the upstream is gone, or says what
 * cannot be believed, the newest good one stays. switches.md, "Snapshot" and "Clients".
 */
export const followEnvironment = (options: Options): Follower => {
  const { upstream, program, environment, key, log, now, onSnapshot } = options;
  const name = `${encodeURIComponent(program)}.${encodeURIComponent(environment)}`;
  const file = path.join(options.folder, `${name}.snapshot.json`);
  const place = `/plane/v1/${encodeURIComponent(program)}/${encodeURIComponent(environment)}`;
  const cache: CanonicalCache = new WeakMap();
  let held: SignedSnapshot | null = null;
  let confirmed: number | null = null;
  let failures = 0;
  let isStopped = false;
  let isGone = false;
  let stopStream = (): void => undefined;
  let published: SignedSnapshot | null = null;
  let saving: Promise<void> | null = null;
  const timers = new Set<NodeJS.Timeout>();

  const saveAll = async (): Promise<void> => {
    // What comes while it is written is written after it.
    for (let written: SignedSnapshot | null = null; written !== held; ) {
      written = held;
      try {
        await writeAtomically(file, JSON.stringify(written), 0o600);
      } catch (error) {
        log.warn({ file, because: because(error) }, "a snapshot could not be kept on the disk");
      }
    }
    saving = null;
  };
  const save = (): Promise<void> => {
    saving ??= saveAll();
    return saving;
  };

  /** On the disk before anybody is told: who starts again after a power cut must not bring back what was forced. */
  const accept = async (snapshot: SignedSnapshot): Promise<void> => {
    confirmed = now();
    if (!isNewer(snapshot, held)) {
      const isOther = snapshot.version === held?.version && snapshot.digest !== held.digest;
      if (isOther || snapshot.version !== held?.version) {
        log.warn(
          { program, environment, version: snapshot.version },
          "an older version was left aside",
        );
      }
      return;
    }
    held = snapshot;
    await within(save(), diskWithin).catch(() => undefined);
    if (isStopped || !isNewer(snapshot, published)) return;
    published = snapshot;
    onSnapshot(snapshot);
  };

  /** Whole snapshots only of this environment: a signature holds for every environment of an upstream. */
  const believed = (value: unknown): SignedSnapshot => {
    const snapshot = verifiedSnapshot(value, key, cache);
    if (snapshot.program !== program || snapshot.environment !== environment) {
      throw new Error("It is of another program or environment.");
    }
    return snapshot;
  };

  const readWhole = async (): Promise<void> => {
    if (upstream === null) return;
    const etag =
      held === null ? null : `"${held.epoch}-${held.version}-${held.digest.slice(7, 23)}"`;
    const answer = await upstream.get(`${place}/snapshot`, etag);
    if (answer.status === 304) confirmed = now();
    else await accept(believed(JSON.parse(answer.text)));
  };

  const changed = (text: string): SignedSnapshot | null => {
    const { digest, signature, ...change } = JSON.parse(text) as SnapshotChange & {
      digest: string;
      signature: string;
    };
    if (held === null) return null;
    const { digest: _, signature: __, ...before } = held;
    const after = applyChange(before, change);
    if (after === null) return null;
    return believed({ ...after, digest, signature });
  };

  const failed = (error: unknown, what: string): void => {
    failures++;
    log.warn({ program, environment, because: because(error) }, what);
  };

  const onEvent = async (event: ServerEvent): Promise<void> => {
    try {
      if (event.name === "snapshot") await accept(believed(JSON.parse(event.text)));
      if (event.name === "change") {
        const after = changed(event.text);
        if (after === null) await readWhole();
        else await accept(after);
      }
    } catch (error) {
      failed(error, "an event could not be believed; the whole snapshot is asked for");
      await readWhole().catch((again: unknown) => failed(again, "nor could the whole snapshot"));
    }
  };

  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, milliseconds);
      timers.add(timer);
    });

  const told = (isLost: boolean, error?: unknown): void => {
    if (isLost === isGone) return;
    isGone = isLost;
    const facts = {
      program,
      environment,
      ...(error === undefined ? {} : { because: because(error) }),
    };
    if (isLost) log.warn(facts, "the upstream is gone; the last known good stays");
    else log.info(facts, "the upstream is followed");
  };

  const follow = async (from: Upstream): Promise<void> => {
    for (let pause = firstPause; !isStopped; ) {
      try {
        const lastId = held === null ? null : `${held.epoch}-${held.version}`;
        // One after the other: a change is applied to the version that the one before left.
        let queue = Promise.resolve();
        const stream = from.follow(`${place}/stream`, lastId, (event) => {
          pause = firstPause;
          told(false);
          queue = queue.then(() => onEvent(event));
        });
        stopStream = stream.stop;
        await stream.ended;
        if (!isStopped) told(true, "the stream ended");
      } catch (error) {
        if (!isStopped) told(true, error);
      }
      if (isStopped) return;
      // Ten thousand who lost one upstream must not all come back at once.
      await wait(pause * (0.5 + Math.random()));
      pause = Math.min(longestPause, pause * 2);
    }
  };

  const ask = async (): Promise<void> => {
    while (!isStopped) {
      await wait(askEvery * (0.75 + Math.random() / 2));
      if (isStopped) return;
      await readWhole().then(
        () => told(false),
        (error: unknown) => {
          if (error instanceof Error && error.name === "Refusal")
            failed(error, "a poll was refused");
        },
      );
    }
  };

  return {
    current: () => published,
    confirmedAt: () => confirmed,
    takeFailures: () => {
      const since = failures;
      failures = 0;
      return since;
    },
    start: async () => {
      const text = await readFile(file, "utf8").catch(() => null);
      if (text !== null) {
        try {
          held = believed(JSON.parse(text));
          published = held;
          onSnapshot(held);
        } catch (error) {
          failed(error, "the snapshot on the disk cannot be believed; it is not used");
        }
      }
      if (upstream === null) return;
      void follow(upstream);
      void ask();
    },
    stop: () => {
      isStopped = true;
      stopStream();
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
