import path from "node:path";
import type { PoolConfig } from "pg";
import { type ChangeFeed, embeddedChangeFeed, serverChangeFeed } from "@/lib/server/change-feed";
import { connectDatabase } from "@/lib/server/db";
import { readReportHere } from "@/lib/server/evidence/read-report-file";
import { openInstallation } from "@/lib/server/installation";
import { readTrackersHere } from "@/lib/server/inventory/read-trackers";
import { createLastSeen } from "@/lib/server/people/last-seen";
import { type Runtime, setRuntime } from "@/lib/server/runtime";
import { onDatabase } from "@/lib/server/test-database";
import { openEmbedded } from "@/lib/server/test-embedded";
import { applyMigrations } from "@/prisma/schema-engine";

type TestRuntime = Runtime & { readonly close: () => Promise<void> };
export type TestDatabase = TestRuntime["database"];

type Store = {
  connection: PoolConfig;
  feed: ChangeFeed;
  onNotification?: (payload: string) => void;
  close: () => Promise<void>;
};

const embedded = async (): Promise<Store> => {
  const feed = embeddedChangeFeed();
  return { ...(await openEmbedded()), feed, onNotification: feed.tell };
};

/** A fresh database of a real server for one test file; the server is named by SIGNALBOX_TEST_DATABASE_URL. */
const onServer = async (url: string): Promise<Store> => {
  const { default: pg } = await import("pg");
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const template = process.env.SIGNALBOX_TEST_TEMPLATE;
  await admin.query(`CREATE DATABASE ${name} ${template ? `TEMPLATE ${template}` : ""}`);
  const connectionString = onDatabase(url, name);
  return {
    connection: { connectionString },
    feed: await serverChangeFeed(connectionString),
    close: async () => {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
};

/** Forgets what the process keeps for its life: test files run in one process, and each begins as a new one. */
const beginAnew = (): void => {
  for (const slot of Object.getOwnPropertySymbols(globalThis)) {
    if (slot.description?.startsWith("signalbox.")) Reflect.deleteProperty(globalThis, slot);
  }
};

/**
 * A migrated, empty database behind the process runtime, for integration tests: the embedded one,
 * or a new database on the real server that SIGNALBOX_TEST_DATABASE_URL names.
 */
export const startTestRuntime = async (): Promise<TestRuntime> => {
  beginAnew();
  const url = process.env.SIGNALBOX_TEST_DATABASE_URL;
  const { connection, feed, onNotification, close } = url ? await onServer(url) : await embedded();
  if (!process.env.SIGNALBOX_TEST_TEMPLATE)
    await applyMigrations(connection, path.resolve("prisma/migrations"));
  const database = connectDatabase(connection, onNotification);
  const { sessionSecret } = await openInstallation(database);
  const runtime: Runtime = {
    database,
    feed,
    sessionSecret,
    localToken: "token-of-the-tests-0123456789",
    readTrackers: readTrackersHere,
    readReport: readReportHere,
    lastSeen: createLastSeen(),
    delivery: () => ({ version: 0, sentTo: 0, of: 0, at: null }),
  };
  setRuntime(runtime);
  return {
    ...runtime,
    close: async () => {
      await feed.close();
      await database.$disconnect();
      await close();
    },
  };
};
