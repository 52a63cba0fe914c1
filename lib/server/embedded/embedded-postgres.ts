import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { changeChannel } from "@/lib/server/change-event";
import { lockFolder } from "@/lib/server/embedded/folder-lock";

export type EmbeddedPostgres = {
  /** Where the `pg` driver finds it: a folder with a Unix socket. */
  readonly connection: { host: string; port: number; user: string; database: string; max: 1 };
  readonly close: () => Promise<void>;
};

type WorkerMessage = { ready: true } | { closed: true };

/** A Unix socket's path may have about 100 characters; a data folder may lie deeper. */
const socketFolder = (dataFolder: string): string => {
  const inside = path.join(dataFolder, "run");
  if (inside.length <= 80) {
    fs.mkdirSync(inside, { recursive: true, mode: 0o700 });
    return inside;
  }
  return fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-"));
};

/**
 * Starts the embedded PostgreSQL on a folder that no other process may use meanwhile.
 * `worker` is the compiled `pglite-worker`.
 */
export const startEmbeddedPostgres = async (
  dataFolder: string,
  worker: URL,
): Promise<EmbeddedPostgres> => {
  const unlock = lockFolder(dataFolder);
  const host = socketFolder(dataFolder);
  const socket = path.join(host, ".s.PGSQL.5432");
  fs.rmSync(socket, { force: true });
  const thread = new Worker(worker, {
    workerData: { folder: path.join(dataFolder, "postgres"), socket, channel: changeChannel },
  });
  const messageOf = (wanted: "ready" | "closed"): Promise<void> =>
    new Promise((resolve, reject) => {
      thread.once("error", reject);
      thread.on("message", (message: WorkerMessage) => wanted in message && resolve());
    });
  try {
    await messageOf("ready");
  } catch (error) {
    unlock();
    throw error;
  }
  return {
    // One connection: the socket server takes turns message by message, and all connections share one
    // session, so between Parse and Bind of one query another's would take its place (seen: rows of
    // the wrong query). PGlite answers one query at a time in any case.
    connection: { host, port: 5432, user: "postgres", database: "postgres", max: 1 },
    close: async () => {
      const closed = messageOf("closed");
      thread.postMessage("close");
      await closed;
      await thread.terminate();
      fs.rmSync(socket, { force: true });
      unlock();
    },
  };
};
