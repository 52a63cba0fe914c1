import { createServer, type Server } from "node:http";
import path from "node:path";
import { CliError } from "@/bin/connection";
import {
  gatewayLog,
  gatewayToken,
  machineName,
  onStop,
  stateFolder,
  upstreamAddress,
} from "@/bin/gateway-options";
import { createPlane, type Plane } from "@/lib/plane/create-plane";
import { forwardLeases, forwardReceipts, reportEdge } from "@/lib/plane/edge-receipts";
import { createEdgeSource } from "@/lib/plane/edge-source";
import { knownKey } from "@/lib/plane/known-key";
import { createLocalForce, forceLocally } from "@/lib/plane/local-force";
import { answerProblem } from "@/lib/plane/plane-problem";
import { reportTokenUses } from "@/lib/plane/token-uses";
import { createUpstream } from "@/lib/plane/upstream";

type Options = {
  readonly upstream: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly listen: string;
  readonly state: string;
  readonly name?: string;
  readonly forceLegacy?: string | true;
  readonly forceFile?: string;
};

// A token that is revoked is refused within a second, here too; asked with ETags, it costs next to nothing.
const askUpstreamEvery = 1_000;

const readListen = (listen: string): { host: string; port: number } => {
  const read = /^(?:(.+):)?(\d{1,5})$/.exec(listen);
  const port = Number(read?.[2]);
  if (read === null || port > 65_535) {
    throw new CliError(`${listen} is no place to listen. Give a port, or host:port.`);
  }
  return { host: read[1]?.replace(/^\[|\]$/g, "") ?? "127.0.0.1", port };
};

const listening = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new CliError(`It cannot listen on ${host}:${port}: ${error.message}.`)),
    );
    // Ten thousand who come back at once wait in line rather than being turned away.
    server.listen({ host, port, backlog: 4096 }, resolve);
  });

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** `signalbox edge`: the data plane by itself, following an upstream Signalbox and surviving it. */
export const runEdge = async (options: Options): Promise<void> => {
  const log = gatewayLog();
  const folder = stateFolder(options.state);
  const { host, port } = readListen(options.listen);
  const name = (options.name ?? `edge-${machineName()}`).slice(0, 200);
  const forceFile = options.forceFile ?? path.join(folder, "force-legacy");
  if (options.forceLegacy !== undefined) {
    const reason = options.forceLegacy === true ? "forced at the start" : options.forceLegacy;
    await forceLocally(forceFile, reason);
  }
  const upstream = createUpstream(
    upstreamAddress(options.upstream),
    gatewayToken(options.token, options.tokenFile),
  );

  let plane: Plane | null = null;
  const server = createServer((request, response) => {
    if (plane === null) {
      answerProblem(response, "unavailable");
      return;
    }
    if (plane.handle(request, response)) return;
    answerProblem(response, "not-found");
  });
  server.keepAliveTimeout = 65_000;
  await listening(server, host, port);
  console.log(`Signalbox edge ${name} listens on ${host}:${port}`);

  let key = await knownKey(folder, upstream, log);
  while (key === null) {
    await pause(1000);
    key = await knownKey(folder, upstream, log);
  }
  const source = createEdgeSource({ upstream, folder, key, log, now: Date.now });
  const force = createLocalForce(forceFile, (now) => {
    log.warn({ forced: now }, now ? "legacy is forced on this edge" : "the edge's force is lifted");
    void report.now();
  });
  const report = reportEdge({
    upstream,
    name,
    followed: source.followed,
    force: force.current,
    log,
    now: Date.now,
  });
  const tokenUses = reportTokenUses({
    upstream,
    uses: source.uses,
    followed: source.followed,
    log,
  });
  const started = createPlane({
    source,
    sign: source.sign,
    publicKey: key,
    now: Date.now,
    log,
    pollMilliseconds: askUpstreamEvery,
    sink: forwardReceipts(upstream, name),
    leases: forwardLeases(upstream, name),
    isForced: () => force.current() !== null,
  });
  await started.start();
  plane = started;
  source.subscribe(() => void report.now());
  void report.now();
  console.log("Signalbox edge is ready");

  onStop(async () => {
    force.stop();
    source.stop();
    started.stop();
    server.close();
    await started.deliverReceipts();
    await tokenUses.stop();
    await report.leave();
    server.closeAllConnections();
  });
};
