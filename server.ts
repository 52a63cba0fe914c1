import { createPublicKey, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import next from "next";
import type { PoolConfig } from "pg";
import { createPlane } from "@/lib/plane/create-plane";
import { within } from "@/lib/plane/within";
import { startMeasuring } from "@/lib/server/budgets/measuring";
import { type ChangeFeed, embeddedChangeFeed, serverChangeFeed } from "@/lib/server/change-feed";
import { leaseOffice } from "@/lib/server/clients/leases";
import { planeSource } from "@/lib/server/clients/plane-source";
import { receiptSink } from "@/lib/server/clients/receipt-sink";
import { recogniseDatabase } from "@/lib/server/commands/recognise-database";
import { databaseIdentity } from "@/lib/server/database-identity";
import { connectDatabase, type Database } from "@/lib/server/db";
import { startDueWork } from "@/lib/server/due-work";
import { startEmbeddedPostgres } from "@/lib/server/embedded/embedded-postgres";
import { type Env, EnvError, publishToLibraries, env as readEnvironment } from "@/lib/server/env";
import { reportReader } from "@/lib/server/evidence/read-report-file";
import { loadExamples, loadPeople } from "@/lib/server/examples/load-examples";
import { openInstallation } from "@/lib/server/installation";
import { trackerReader } from "@/lib/server/inventory/read-trackers";
import { log } from "@/lib/server/log";
import { migrate } from "@/lib/server/migrate";
import { startNoticeWork } from "@/lib/server/notices/notice-work";
import { addressHeader, clientAddress } from "@/lib/server/people/client-address";
import { prepareFirstAdmin } from "@/lib/server/people/first-admin";
import { createLastSeen, startLastSeen } from "@/lib/server/people/last-seen";
import { localToken } from "@/lib/server/people/local-token";
import { startTidying } from "@/lib/server/people/tidying";
import { setRuntime } from "@/lib/server/runtime";
import { startRunWork } from "@/lib/server/sign-offs/run-work";
import { isUnreadableAddress, refuseUnreadableAddress } from "@/lib/server/unreadable-address";

/** The composition root: wires database, change feed, data plane and pages into one process. */
const starter = { kind: "system", name: "start" } as const;
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

type Store = {
  connection: PoolConfig;
  feed: ChangeFeed;
  onNotification?: (payload: string) => void;
  close: () => Promise<void>;
};

const openStore = async (env: Env): Promise<Store> => {
  if (env.databaseUrl) {
    const connection = {
      connectionString: env.databaseUrl,
      // A server that says nothing is told from one that is slow, and asked again.
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    };
    await migrate(connection, root);
    const feed = await serverChangeFeed(env.databaseUrl);
    return { connection, feed, close: () => feed.close() };
  }
  const postgres = await startEmbeddedPostgres(
    env.dataFolder,
    new URL("./pglite-worker.mjs", import.meta.url),
  );
  await migrate(postgres.connection, root);
  const feed = embeddedChangeFeed();
  return {
    connection: postgres.connection,
    feed,
    onNotification: feed.tell,
    close: async () => {
      await feed.close();
      await postgres.close();
    },
  };
};

const loopbackName = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Without a sign-in to speak of, a page of another site must not reach us through a name of its own. */
const isForeignHost = (env: Env, request: IncomingMessage): boolean =>
  env.isLocal && !loopbackName.test(request.headers.host ?? "");

const refuseHost = (response: ServerResponse): void => {
  response.writeHead(421, { "content-type": "text/plain; charset=utf-8" });
  response.end("In the local mode Signalbox answers on localhost only.\n");
};

/** A database that was restored from a backup must win over what clients hold. */
const noteDatabase = async (database: Database): Promise<void> => {
  const identity = await databaseIdentity(database);
  if (identity === null) return log.warn("the server does not say which database it is");
  const context = { actor: starter, requestId: randomUUID(), now: new Date() };
  const { environments } = await recogniseDatabase.run(context, { identity });
  if (environments > 0) log.warn({ environments }, "another database: every epoch was raised");
};

const start = async (): Promise<void> => {
  const env = readEnvironment();
  const store = await openStore(env);
  const database = connectDatabase(store.connection, store.onNotification);
  const installation = await openInstallation(database);
  const local = env.isLocal ? localToken(env.dataFolder) : null;
  const processTokens = [env.adminToken, local].filter((token) => token !== null);
  const lastSeen = createLastSeen();
  const plane = createPlane({
    source: planeSource(database, store.feed, processTokens, lastSeen),
    sign: (bytes) => sign(null, bytes, installation.signingKey),
    publicKey: createPublicKey(installation.signingKey),
    now: Date.now,
    log,
    sink: receiptSink(database),
    leases: leaseOffice,
  });
  setRuntime({
    database,
    lastSeen,
    feed: store.feed,
    sessionSecret: installation.sessionSecret,
    localToken: local,
    readTrackers: trackerReader(new URL("./tracker-worker.mjs", import.meta.url)),
    readReport: reportReader(new URL("./report-worker.mjs", import.meta.url)),
    delivery: plane.delivery,
  });
  publishToLibraries({
    NEXTAUTH_URL: env.publicUrl,
    NEXTAUTH_SECRET: installation.sessionSecret,
    NEXT_TELEMETRY_DISABLED: "1",
  });
  await noteDatabase(database);
  if (env.isLocal) await loadPeople();
  if (env.loadsExamples) await loadExamples();
  const adminCode = env.isLocal ? null : await prepareFirstAdmin(database, new Date());
  await plane.start();

  const pages = next({ dev: false, dir: root, hostname: env.host, port: env.port });
  await pages.prepare();
  const handlePage = pages.getRequestHandler();
  const server = createServer((request, response) => {
    if (plane.handle(request, response)) return;
    if (isForeignHost(env, request)) return refuseHost(response);
    if (isUnreadableAddress(request.url ?? "/")) return refuseUnreadableAddress(response);
    request.headers["x-signalbox-path"] = request.url ?? "/";
    request.headers[addressHeader] =
      clientAddress(
        request.socket.remoteAddress,
        request.headers["x-forwarded-for"]?.toString(),
        env.trustedProxies,
      ) ?? "";
    handlePage(request, response).catch((error: unknown) => {
      log.error({ error }, "page failed");
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(env.port, env.host, resolve);
  });

  const stopDueWork = startDueWork(database);
  const stopRunWork = startRunWork(database, store.feed);
  const stopMeasuring = startMeasuring(database);
  const stopNoticeWork = startNoticeWork(database, env);
  const stopLastSeen = startLastSeen(lastSeen, database);
  const stopTidying = startTidying(database);

  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    plane.stop();
    stopTidying();
    await within(
      Promise.all([stopDueWork(), stopRunWork(), stopNoticeWork(), stopMeasuring()]),
      2000,
    ).catch(() => undefined);
    server.close();
    server.closeAllConnections();
    await within(plane.deliverReceipts(), 2000).catch(() => undefined);
    await within(stopLastSeen(), 2000).catch(() => undefined);
    await database.$disconnect().catch(() => undefined);
    await store.close().catch(() => undefined);
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  const says = [`Signalbox is ready on ${env.publicUrl}`];
  if (adminCode) {
    says.push(
      "Nobody is an admin yet. Become the first one within an hour, once, at",
      `${env.publicUrl}/first-admin?code=${adminCode}`,
    );
  }
  if (env.isLocal) {
    const where = path.relative(process.cwd(), env.dataFolder) || ".";
    says.push(`Local mode: sign in as any example person. Data is kept in ${where}/.`);
  }
  // At once: who waits for the first line reads the link as well.
  console.log(says.join("\n"));
};

const sentenceOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return "The port is taken. Set PORT to another one.";
  if (code === "EACCES") return "The port may not be used by this user. Set PORT to another one.";
  return message;
};

process.on("unhandledRejection", (error) => log.error({ error }, "unhandled rejection"));
start().catch((error: unknown) => {
  console.error(`Signalbox did not start. ${sentenceOf(error)}`);
  if (!(error instanceof EnvError)) log.debug({ error }, "start failed");
  process.exit(1);
});
