import { type ChildProcess, fork, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildVersion } from "@/lib/plane/build-version";
import { exampleSource, exampleToken, startExamplePlane } from "@/lib/plane/example-plane";
import { benchSnapshot } from "./bench-plane";
import { monotonicMicroseconds, rawRequest, startLoad } from "./load";
import { freePort } from "./start-server";
import { quantile, type Suite } from "./suite";

const clients = 10_000;
const rounds = 20;
const warmRounds = 4;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Resident memory of a process in kB, once it no longer shrinks; `NaN` where the system does not tell. */
const kilobytesOf = async ({ pid }: ChildProcess): Promise<number> => {
  await pause(3000);
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  } catch {
    return Number.NaN;
  }
};

const startEdge = async (upstream: string, state: string) => {
  const port = await freePort();
  const args = ["edge", "--upstream", upstream, "--listen", `${port}`, "--state", state];
  const child = spawn(process.execPath, ["dist/gateway.mjs", "--token", "secret", ...args], {
    env: { ...process.env, SIGNALBOX_LOG: "error" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/plane/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  for (const end = Date.now() + 20_000; !(await isReady()); await pause(50)) {
    if (Date.now() > end || child.exitCode !== null) throw new Error("The edge did not start.");
  }
  return { child, port };
};

const startBare = async () => {
  const child = fork("bench/bare-broadcast.mjs", { execArgv: [] });
  const port = await new Promise<number>((resolve) => {
    child.once("message", (message) => resolve((message as { port: number }).port));
  });
  return { child, port };
};

/** From a change at the upstream to its receipt by 10,000 clients of one edge, against a bare broadcast. */
export const suite: Suite = {
  name: "edge",
  run: async () => {
    const memory = exampleSource(benchSnapshot(1));
    memory.state.tokens = [exampleToken("secret", { program: "quay", environment: "staging" })];
    const upstream = await startExamplePlane(memory.source);
    const state = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-bench-edge-"));
    const edge = await startEdge(upstream.origin, state);
    const bare = await startBare();

    const sign = () => new Uint8Array(64);
    const cache = new WeakMap();
    let before = benchSnapshot(1);
    // The bare server sends the very bytes of the plane's events, made before its clock starts.
    const first = await buildVersion(before, null, cache, sign);
    bare.child.send({ first: first.fullEvent().toString("base64") });

    const request = rawRequest("/plane/v1/quay/staging/stream", { authorization: "Bearer secret" });
    const servers = { edge, bare };
    const loads = { edge: startLoad(), bare: startLoad() };
    const perClient = { edge: Number.NaN, bare: Number.NaN };
    for (const who of ["edge", "bare"] as const) {
      const { child, port } = servers[who];
      const empty = await kilobytesOf(child);
      await loads[who].follow(who, port, request, clients);
      perClient[who] = ((await kilobytesOf(child)) - empty) / clients;
    }

    const delays = { edge: [] as number[], bare: [] as number[] };
    for (let round = 0; round < rounds + warmRounds; round++) {
      const after = benchSnapshot(before.version + 1);
      const { change } = await buildVersion(after, before, cache, sign);
      if (change === null) throw new Error("A rule change is told as a change.");
      const event = change.event.toString("base64");
      const one = async (who: "edge" | "bare", send: () => void): Promise<void> => {
        const received = loads[who].received(who);
        const sentAt = monotonicMicroseconds();
        send();
        const times = await received;
        if (round >= warmRounds) {
          for (const time of times) delays[who].push((time - sentAt) / 1000);
        }
        await pause(100);
      };
      const turns = [
        () => one("edge", () => memory.publish(after)),
        () => one("bare", () => void bare.child.send({ event })),
      ];
      for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
      before = after;
    }
    for (const load of Object.values(loads)) load.stop();
    edge.child.kill();
    bare.child.kill();
    await upstream.close();
    fs.rmSync(state, { recursive: true, force: true });

    const p99 = { edge: quantile(delays.edge, 0.99), bare: quantile(delays.bare, 0.99) };
    const slower = p99.edge / p99.bare;
    const heavier = perClient.edge / perClient.bare;
    return {
      name: "edge",
      rows: (["edge", "bare"] as const).map((who) => ({
        server:
          who === "edge" ? "signalbox edge, from its upstream on" : "bare node:http broadcast",
        clients,
        changes: rounds,
        "p50 ms": quantile(delays[who], 0.5).toFixed(0),
        "p99 ms": p99[who].toFixed(0),
        "max ms": quantile(delays[who], 1).toFixed(0),
        "kB per client": perClient[who].toFixed(1),
      })),
      goals: [
        {
          says: `p99 within 1.5 times a bare broadcast: ${slower.toFixed(2)}`,
          holds: slower <= 1.5,
        },
        {
          says: `memory per client within twice a bare broadcast's: ${heavier.toFixed(2)}`,
          holds: heavier <= 2,
        },
      ],
    };
  },
};
