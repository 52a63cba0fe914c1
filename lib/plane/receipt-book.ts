import type { InstanceReport, Receipt, ReceiptBatch, TrafficReport } from "@/lib/contract/receipts";
import type { Snapshot } from "@/lib/domain/snapshot";

type Source = TrafficReport["source"];
type Count = { readonly route?: string; readonly owner: string; readonly count: number };
type Pending = { report: Omit<InstanceReport, "silentMilliseconds">; heardAt: number };
type Heard = { readonly epoch: number; readonly version: number; readonly at: number };

type Page = {
  readonly program: string;
  readonly environment: string;
  readonly instances: Map<string, Pending>;
  readonly traffic: Map<string, TrafficReport>;
  /** Every instance heard of lately, for as long as it is remembered. */
  readonly heard: Map<string, Heard>;
  /** Since the process started; keys are source, owner and capability on lines of their own. */
  readonly totals: Map<string, number>;
};

export type DrainedBatch = {
  readonly program: string;
  readonly environment: string;
  readonly batch: ReceiptBatch;
  /** Milliseconds; when it was put together. */
  readonly at: number;
};

export type ReceiptBook = {
  /** Takes a receipt in; `false` when there is no room for one more instance. */
  take(snapshot: Snapshot, receipt: Receipt): boolean;
  /** Takes in what an edge has put together. */
  merge(snapshot: Snapshot, batch: ReceiptBatch, via: string): boolean;
  /** Counts a decision that was made here for somebody who asked. */
  countDecision(snapshot: Snapshot, route: string, owner: string): void;
  /** Everything since the last time, in batches of one environment each. */
  drain(): readonly DrainedBatch[];
  /** Puts a batch that could not be delivered beside what came since. */
  giveBack(drained: DrainedBatch): void;
  reading(snapshot: Snapshot): BookReading;
  /** Counts for which there was no room. */
  dropped(): number;
};

export type BookReading = {
  /** Instances heard from in the last 90 s, and how many of them have an older version. */
  readonly heard: number;
  readonly behind: number;
  readonly totals: readonly {
    readonly source: Source;
    readonly capability: string;
    readonly owner: string;
    readonly count: number;
  }[];
};

const windowLength = 300_000;
const listensFor = 90_000;
// Long enough to know at which version the receipt before was sent.
const rememberedFor = 600_000;
// A receipt comes every 30 s, so one that is sent this long after a change tells of the time after it.
const changeSettlesIn = 120_000;
const instancesAtMost = 100_000;
const trafficAtMost = 250_000;
// What one delivery holds: a statement, or a request to an upstream, of a few megabytes.
const instancesAtOnce = 5_000;
const trafficAtOnce = 20_000;

const capabilities = new WeakMap<Snapshot, ReadonlyMap<string, string>>();

const capabilitiesOf = (snapshot: Snapshot): ReadonlyMap<string, string> => {
  const known =
    capabilities.get(snapshot) ??
    new Map(snapshot.routes.map(({ id, capability }) => [id, capability ?? ""]));
  capabilities.set(snapshot, known);
  return known;
};

const ownerWord = ({ owners }: Snapshot, word: string): string =>
  word === owners.legacy || word === owners.target || word === "off" ? word : "other";

const isCurrent = (one: Snapshot, seen: { epoch: number; version: number }): boolean =>
  seen.epoch > one.epoch || (seen.epoch === one.epoch && seen.version >= one.version);

/** A sum that stays a whole number, whatever somebody reports. */
const sum = (one: number, other: number): number => Math.min(one + other, Number.MAX_SAFE_INTEGER);

/**
 * The window that counts belong to, in milliseconds. Windows are five minutes and end where a version
 * does, so that traffic after a change is never mixed with traffic before it: `isAfter` says that the
 * instance had the version already when it began to count.
 */
export const windowOf = (at: number, changedAt: number, isAfter: boolean): number => {
  const start = at - (at % windowLength);
  const isFresh = at - changedAt < changeSettlesIn;
  if (isFresh && !isAfter) return start < changedAt ? start : start - windowLength;
  return changedAt > start && changedAt <= at ? changedAt : start;
};

/**
 * Receipts put together in memory, so that ten thousand clients cost the database a statement a second.
 * An instance keeps its newest state and the sum of its counts; traffic is summed by window, route and
 * owner. Bounded: beyond its limits an instance is refused, a new count is left out and told of.
 */
export const createReceiptBook = (now: () => number): ReceiptBook => {
  const pages = new Map<string, Page>();
  let instancesHeard = 0;
  let droppedCounts = 0;

  const pageOf = (program: string, environment: string): Page => {
    const key = `${program}/${environment}`;
    const page = pages.get(key) ?? {
      program,
      environment,
      instances: new Map(),
      traffic: new Map(),
      heard: new Map(),
      totals: new Map(),
    };
    pages.set(key, page);
    return page;
  };

  const addTraffic = (page: Page, entry: TrafficReport): void => {
    const key = [entry.windowStart, entry.source, entry.owner, entry.route].join("\n");
    const known = page.traffic.get(key);
    if (known === undefined && page.traffic.size >= trafficAtMost) droppedCounts += entry.count;
    else page.traffic.set(key, { ...entry, count: sum(entry.count, known?.count ?? 0) });
  };

  const count = (
    page: Page,
    snapshot: Snapshot,
    source: Source,
    start: number,
    counts: readonly Count[],
  ): number => {
    const known = capabilitiesOf(snapshot);
    const windowStart = new Date(start).toISOString();
    let all = 0;
    for (const entry of counts) {
      if (entry.count === 0) continue;
      all = sum(all, entry.count);
      const capability = entry.route === undefined ? undefined : known.get(entry.route);
      const route = capability === undefined ? "" : (entry.route ?? "");
      const owner = ownerWord(snapshot, entry.owner);
      addTraffic(page, { windowStart, route, source, owner, count: entry.count });
      const total = [source, owner, capability ?? ""].join("\n");
      page.totals.set(total, (page.totals.get(total) ?? 0) + entry.count);
    }
    return all;
  };

  const hear = (page: Page, instance: string, heard: Heard): boolean => {
    if (!page.heard.has(instance)) {
      if (Math.max(instancesHeard, page.instances.size) >= instancesAtMost) return false;
      instancesHeard++;
    }
    page.heard.set(instance, heard);
    return true;
  };

  const forget = (page: Page, instance: string): void => {
    if (page.heard.delete(instance)) instancesHeard--;
  };

  const note = (page: Page, report: Pending["report"], heardAt: number): void => {
    const before = page.instances.get(report.instance);
    const newest = before !== undefined && before.heardAt > heardAt ? before.report : report;
    page.instances.set(report.instance, {
      heardAt: Math.max(heardAt, before?.heardAt ?? 0),
      report: {
        ...newest,
        decisions: sum(report.decisions, before?.report.decisions ?? 0),
        parseFailures: sum(report.parseFailures, before?.report.parseFailures ?? 0),
      },
    });
  };

  const noteInstances = (page: Page, reports: readonly InstanceReport[], at: number): void => {
    for (const { silentMilliseconds, ...report } of reports) {
      note(page, report, at - silentMilliseconds);
    }
  };

  const drainPage = ({ program, environment, instances, traffic }: Page, at: number) => {
    const reports = [...instances.values()].map(({ report, heardAt }) => ({
      ...report,
      silentMilliseconds: Math.max(0, at - heardAt),
    }));
    const counts = [...traffic.values()];
    instances.clear();
    traffic.clear();
    const batches: DrainedBatch[] = [];
    while (reports.length > 0 || counts.length > 0) {
      const batch = {
        instances: reports.splice(0, instancesAtOnce),
        traffic: counts.splice(0, trafficAtOnce),
      };
      batches.push({ program, environment, batch, at });
    }
    return batches;
  };

  return {
    take: (snapshot, receipt) => {
      const page = pageOf(snapshot.program, snapshot.environment);
      const at = now();
      const { decisions, observed, ...state } = receipt;
      const { instance, epoch, version } = state;
      const before = page.heard.get(instance);
      if (!hear(page, instance, { epoch, version, at })) return false;
      const isAfter =
        isCurrent(snapshot, receipt) && before?.epoch === epoch && before?.version === version;
      const start = windowOf(at, Date.parse(snapshot.updatedAt), isAfter);
      const decided = count(page, snapshot, "decided", start, decisions);
      count(page, snapshot, "observed", start, observed);
      note(page, { ...state, decisions: decided }, at);
      if (receipt.leaving) forget(page, instance);
      return true;
    },
    merge: (snapshot, batch, via) => {
      const page = pageOf(snapshot.program, snapshot.environment);
      const at = now();
      const instances = batch.instances.map((report) => ({ ...report, via: report.via ?? via }));
      for (const { instance, epoch, version, silentMilliseconds, leaving } of instances) {
        if (leaving) forget(page, instance);
        else if (!hear(page, instance, { epoch, version, at: at - silentMilliseconds }))
          return false;
      }
      noteInstances(page, instances, at);
      for (const entry of batch.traffic) {
        // An edge whose clock runs ahead must not write into windows that are yet to come.
        const start = Math.min(Date.parse(entry.windowStart), at);
        count(page, snapshot, entry.source, start, [entry]);
      }
      return true;
    },
    countDecision: (snapshot, route, owner) => {
      const page = pageOf(snapshot.program, snapshot.environment);
      const start = windowOf(now(), Date.parse(snapshot.updatedAt), true);
      count(page, snapshot, "decided", start, [{ route, owner, count: 1 }]);
    },
    drain: () => {
      const at = now();
      return [...pages.values()].flatMap((page) => {
        for (const [instance, entry] of page.heard) {
          if (at - entry.at > rememberedFor) forget(page, instance);
        }
        return drainPage(page, at);
      });
    },
    giveBack: ({ program, environment, batch, at }) => {
      const page = pageOf(program, environment);
      noteInstances(page, batch.instances, at);
      for (const entry of batch.traffic) addTraffic(page, entry);
    },
    reading: (snapshot) => {
      const page = pageOf(snapshot.program, snapshot.environment);
      const at = now();
      const listening = [...page.heard.values()].filter((entry) => at - entry.at <= listensFor);
      return {
        heard: listening.length,
        behind: listening.filter((entry) => !isCurrent(snapshot, entry)).length,
        totals: [...page.totals].map(([key, total]) => {
          const [source, owner = "", capability = ""] = key.split("\n");
          return {
            source: source === "observed" ? "observed" : "decided",
            owner,
            capability,
            count: total,
          };
        }),
      };
    },
    dropped: () => droppedCounts,
  };
};
