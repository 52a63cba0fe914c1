import { fork, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { startRealPostgres } from "@/bin/start-real-postgres.mjs";
import { rawRequest, startLoad } from "./load";
import { freePort, startServer } from "./start-server";
import type { Suite } from "./suite";

/** The newest that runs on Node 20. */
const peer = "unleash-server@7.5.1";
const folder = path.resolve("node_modules/.cache/signalbox-bench/unleash-server");
const milliseconds = 2500;
const rounds = 3;
const identity = { "accept-encoding": "identity" };

const installPeer = (): void => {
  if (fs.existsSync(path.join(folder, "node_modules", "unleash-server"))) return;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), "{}");
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save"];
  const { status, stderr } = spawnSync("npm", ["install", peer, ...flags], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${peer} was not installed: ${stderr}`);
};

const post = async (address: string, headers: Record<string, string>, body: object) => {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
};

/** The peer with as many switches, each a rollout of half. */
const startPeer = async (switches: readonly string[]) => {
  installPeer();
  const postgres = await startRealPostgres();
  const port = await freePort();
  const child = fork("bench/unleash-server.mjs", [folder, postgres.url, String(port)], {
    execArgv: ["--no-deprecation"],
  });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`${peer} ended with ${code}`)));
  });
  const address = `http://127.0.0.1:${port}`;
  const environment = "development";
  await post(
    `${address}/api/admin/features-batch/import`,
    {},
    {
      project: "default",
      environment,
      data: {
        features: switches.map((name) => ({ name, type: "release", project: "default" })),
        featureStrategies: switches.map((name) => ({
          featureName: name,
          name: "flexibleRollout",
          parameters: { rollout: "50", stickiness: "default", groupId: name },
          constraints: [],
          segments: [],
        })),
        featureEnvironments: switches.map((name) => ({
          featureName: name,
          name,
          environment,
          enabled: true,
          variants: [],
        })),
        contextFields: [],
        featureTags: [],
        tagTypes: [],
        segments: [],
        dependencies: [],
        links: [],
      },
    },
  );
  const read = () => fetch(`${address}/api/client/features`, { headers: identity });
  const deadline = Date.now() + 20_000;
  const count = async () => ((await (await read()).json()) as { features: [] }).features.length;
  while ((await count()) < switches.length) {
    if (Date.now() > deadline) throw new Error(`${peer} does not serve its switches`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return {
    port,
    etag: (await read()).headers.get("etag") ?? "",
    stop: async () => {
      child.kill();
      await new Promise((resolve) => child.once("exit", resolve));
      await postgres.stop();
    },
  };
};

/** Ours with the same switches: the example of 413 routes, each a rollout of half, and its workers. */
const startOurs = async () => {
  const server = await startServer({ examples: true });
  const staging = `${server.address}/api/v1/programs/quay/environments/staging`;
  const snapshot = async () => {
    const answer = await fetch(`${server.address}/plane/v1/quay/staging/snapshot`, {
      headers: { ...server.headers, ...identity },
    });
    const body = (await answer.json()) as {
      version: number;
      routes: { id: string }[];
      workers: object;
    };
    return { body, etag: answer.headers.get("etag") ?? "" };
  };
  const { body } = await snapshot();
  const canary = { percent: 5000, key: "org" };
  await post(`${staging}/changes`, server.headers, {
    expectedVersion: body.version,
    reason: "as many switches as the peer has",
    rules: body.routes.map(({ id }) => ({ level: "route", key: id, owner: "go", canary })),
  });
  let held = await snapshot();
  while (held.body.version === body.version) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    held = await snapshot();
  }
  const { etag } = held;
  const switches = [...body.routes.map(({ id }) => id), ...Object.keys(body.workers)];
  return { server, etag, switches };
};

type Kind = { readonly name: string; readonly status: number; readonly goal: number };
type Side = { readonly port: number; readonly request: string };
type Sides = { readonly ours: Side; readonly theirs: Side };

/** The best of several rounds of each side, in turn. */
const compare = async (load: ReturnType<typeof startLoad>, { name, status }: Kind, of: Sides) => {
  const best = { ours: 0, theirs: 0 };
  const bytes = { ours: 0, theirs: 0 };
  for (let round = 0; round < rounds; round++) {
    for (const who of ["ours", "theirs"] as const) {
      const { port, request } = of[who];
      const { perSecond, statusLine, length } = await load.hammer(port, request, milliseconds);
      if (!statusLine.includes(` ${status} `)) throw new Error(`${who}, ${name}: ${statusLine}`);
      best[who] = Math.max(best[who], perSecond);
      bytes[who] = length;
    }
  }
  return { best, bytes, times: best.ours / best.theirs };
};

/** All switches read at once, whole and unchanged, against a feature flag server with as many. */
export const suite: Suite = {
  name: "plane-peer",
  run: async () => {
    const { server, etag, switches } = await startOurs();
    const load = startLoad();
    let stopPeer = async (): Promise<void> => undefined;
    try {
      const other = await startPeer(switches.map((_, at) => `switch-${at}`));
      stopPeer = other.stop;
      const rows = [];
      const goals = [];
      for (const kind of [
        { name: "full", status: 200, goal: 20 },
        { name: "not modified", status: 304, goal: 10 },
      ]) {
        const held = (tag: string): Record<string, string> =>
          kind.status === 304 ? { ...identity, "if-none-match": tag } : identity;
        const { best, bytes, times } = await compare(load, kind, {
          ours: {
            port: Number(new URL(server.address).port),
            request: rawRequest("/plane/v1/quay/staging/snapshot", {
              ...server.headers,
              ...held(etag),
            }),
          },
          theirs: {
            port: other.port,
            request: rawRequest("/api/client/features", held(other.etag)),
          },
        });
        rows.push({
          answer: kind.name,
          switches: switches.length,
          "signalbox per second": Math.round(best.ours),
          "its bytes": bytes.ours,
          "unleash-server per second": Math.round(best.theirs),
          "their bytes": bytes.theirs,
          times: times.toFixed(1),
        });
        goals.push({
          says: `${kind.name}: at least ${kind.goal} times the peer: ${times.toFixed(1)}`,
          holds: times >= kind.goal,
        });
      }
      return { name: "plane-peer", rows, goals };
    } finally {
      load.stop();
      await server.stop();
      await stopPeer();
    }
  },
};
