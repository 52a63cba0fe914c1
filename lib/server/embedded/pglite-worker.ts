import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { sessionSettings } from "@/lib/server/embedded/session-settings";

/** Runs PostgreSQL as WebAssembly in a thread of its own, so that a long query does not stall the server. */
const { folder, socket, channel } = workerData as {
  folder: string | null;
  socket: string;
  channel: string;
};

const database = folder ? await PGlite.create(folder) : await PGlite.create();
await database.exec(sessionSettings);
await new PGLiteSocketServer({ db: database, path: socket, maxConnections: 40 }).start();
// All connections share one session: what it listens to reaches whichever connection runs the next message.
await database.exec(`LISTEN ${channel}`);
parentPort?.on("message", async (message: "close") => {
  if (message !== "close") return;
  await database.close();
  parentPort?.postMessage({ closed: true });
});
parentPort?.postMessage({ ready: true });
