import type { CanonicalCache } from "@/lib/domain/canonical-json";
import type { Snapshot, SnapshotRoute } from "@/lib/domain/snapshot";
import { isSameRoute } from "@/lib/domain/snapshot-change";
import { type BuiltVersion, buildVersion } from "@/lib/plane/build-version";
import type { PlaneHead, PlaneLog, PlaneSource, SignBytes } from "@/lib/plane/plane-source";
import { within } from "@/lib/plane/within";

export type HeldEnvironment = {
  readonly program: string;
  readonly environment: string;
  readonly current: BuiltVersion;
  /** Change events of versions before the current one, oldest first. */
  readonly changes: readonly NonNullable<BuiltVersion["change"]>[];
};

export type SnapshotStore = {
  get(program: string, environment: string): HeldEnvironment | undefined;
  byKey(key: string): HeldEnvironment | undefined;
  list(): readonly HeldEnvironment[];
  /** Reads one environment again; what is read while another read runs is read once more after it. */
  refresh(program: string, environment: string): Promise<void>;
  /** Compares every head with what is held and reads what differs. */
  poll(): Promise<void>;
  /** When everything was last known to be current, in milliseconds; `null` before the first time. */
  confirmedAt(): number | null;
};

type Options = {
  readonly source: PlaneSource;
  readonly sign: SignBytes;
  readonly log: PlaneLog;
  readonly now: () => number;
  /** An environment has a new version, or (`null`) is no longer there. */
  readonly onVersion: (key: string, held: HeldEnvironment | null) => void;
};

// A client that was away longer than this many versions, or this many bytes of them, gets it whole.
const changesHeld = 200;
const changeBytesHeld = 2_000_000;
// A read that hangs must not keep the next from being tried.
const readTimeout = 20_000;

export const environmentKey = (program: string, environment: string): string =>
  `${program}/${environment}`;

const isOlder = (one: Snapshot, other: Snapshot): boolean =>
  one.epoch < other.epoch || (one.epoch === other.epoch && one.version < other.version);

/** Gives rows that did not change their old identity, by which their canonical text is found. */
const keepIdentity = (snapshot: Snapshot, before: Snapshot | null): Snapshot => {
  if (before === null) return snapshot;
  let byId: Map<string, SnapshotRoute> | undefined;
  const routes = snapshot.routes.map((route, at) => {
    let was = before.routes[at];
    if (was === route) return route;
    if (was?.id !== route.id) {
      byId ??= new Map(before.routes.map((row) => [row.id, row]));
      was = byId.get(route.id);
    }
    return was !== undefined && isSameRoute(was, route) ? was : route;
  });
  return { ...snapshot, routes };
};

const keptChanges = (held: HeldEnvironment | undefined, next: BuiltVersion) => {
  if (held === undefined || next.change === null) return [];
  const kept: NonNullable<BuiltVersion["change"]>[] = [];
  let bytes = 0;
  for (const change of [...held.changes, next.change].reverse()) {
    bytes += change.event.length;
    if (kept.length === changesHeld || (kept.length > 0 && bytes > changeBytesHeld)) break;
    kept.unshift(change);
  }
  return kept;
};

/**
 * Holds the newest version of every environment in memory. Versions never go back: a lower
 * (epoch, version) that is read is left aside and logged. While the source fails, what is held stays.
 */
export const createSnapshotStore = (options: Options): SnapshotStore => {
  const { source, sign, log, now, onVersion } = options;
  const held = new Map<string, HeldEnvironment>();
  const caches = new Map<string, CanonicalCache>();
  const reading = new Map<string, { again: boolean; done: Promise<void> }>();
  let confirmed: number | null = null;

  const accept = async (key: string, read: Snapshot): Promise<void> => {
    const before = held.get(key);
    const was = before?.current.snapshot ?? null;
    if (was !== null && isOlder(read, was)) {
      const facts = { read: [read.epoch, read.version], held: [was.epoch, was.version] };
      log.warn({ environment: key, ...facts }, "a snapshot went back; the newer one stays");
      return;
    }
    if (was !== null && was.epoch === read.epoch && was.version === read.version) return;
    const cache = caches.get(key) ?? new WeakMap();
    caches.set(key, cache);
    const current = await buildVersion(keepIdentity(read, was), was, cache, sign);
    const { program, environment } = read;
    const next = { program, environment, current, changes: keptChanges(before, current) };
    held.set(key, next);
    onVersion(key, next);
  };

  const readOnce = async (program: string, environment: string): Promise<void> => {
    const key = environmentKey(program, environment);
    try {
      await accept(key, await within(source.load(program, environment), readTimeout));
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      log.warn({ environment: key, because }, "a snapshot could not be read; the held one stays");
      throw error;
    }
  };

  const refresh = (program: string, environment: string): Promise<void> => {
    const key = environmentKey(program, environment);
    const running = reading.get(key);
    if (running !== undefined) {
      running.again = true;
      return running.done;
    }
    const state = { again: false, done: Promise.resolve() };
    state.done = (async () => {
      try {
        do {
          state.again = false;
          await readOnce(program, environment);
        } while (state.again);
      } finally {
        reading.delete(key);
      }
    })();
    reading.set(key, state);
    return state.done;
  };

  const forget = (keys: readonly string[], heads: readonly PlaneHead[]): void => {
    const known = new Set(heads.map((head) => environmentKey(head.program, head.environment)));
    for (const key of keys) {
      if (known.has(key)) continue;
      held.delete(key);
      caches.delete(key);
      onVersion(key, null);
    }
  };

  const isBehind = (head: PlaneHead): boolean => {
    const have = held.get(environmentKey(head.program, head.environment))?.current.snapshot;
    return have === undefined || have.epoch !== head.epoch || have.version !== head.version;
  };

  return {
    get: (program, environment) => held.get(environmentKey(program, environment)),
    byKey: (key) => held.get(key),
    list: () => [...held.values()],
    refresh,
    poll: async () => {
      const startedAt = now();
      // What an event brings in while the heads are read is not in them and not gone either.
      const keys = [...held.keys()];
      const heads = await within(source.heads(), readTimeout);
      forget(keys, heads);
      const reads: Promise<void>[] = [];
      for (const head of heads.filter(isBehind)) {
        const read = refresh(head.program, head.environment);
        reads.push(read);
        await read.catch(() => undefined);
      }
      await Promise.all(reads);
      confirmed = startedAt;
    },
    confirmedAt: () => confirmed,
  };
};
