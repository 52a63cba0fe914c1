import type { ChangeFeed } from "@/lib/server/change-feed";
import type { Database } from "@/lib/server/db";
import type { ReportReader } from "@/lib/server/evidence/read-report-file";
import type { TrackerReader } from "@/lib/server/inventory/read-trackers";
import type { LastSeen } from "@/lib/server/people/last-seen";

/** How far a snapshot version has gone to the stream clients of this process. */
type Delivery = {
  readonly version: number;
  readonly sentTo: number;
  readonly of: number;
  readonly at: string | null;
};

export type Runtime = {
  readonly database: Database;
  readonly feed: ChangeFeed;
  /** The secret of session cookies, from the installation's row. */
  readonly sessionSecret: string;
  /** Token of the command line on this machine; only in the local mode. */
  readonly localToken: string | null;
  readonly readTrackers: TrackerReader;
  readonly readReport: ReportReader;
  readonly lastSeen: LastSeen;
  readonly delivery: (program: string, environment: string) => Delivery;
};

const slot = Symbol.for("signalbox.runtime");
const holder = globalThis as unknown as { [slot]?: Runtime };

/**
 * What the composition root made for this process. Kept on `globalThis` because Next compiles its
 * own copy of every module, and there must be one database pool and one feed per process.
 */
export const runtime = (): Runtime => {
  const current = holder[slot];
  if (!current) throw new Error("The process was not started by server.ts.");
  return current;
};

export const setRuntime = (value: Runtime): void => {
  holder[slot] = value;
};
