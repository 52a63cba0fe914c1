import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Answer, call, change, newProgram, switches, until } from "@/e2e/process/api";
import { runAgentOnce, startAgent } from "@/e2e/process/start-gateway";
import { ended, freePort, newHome, outputOf, startServer } from "@/e2e/process/start-server";
import { nginxPlaces, startNginx, writeNginxConfiguration } from "@/lab/start-nginx";
import { startTraffic, type Traffic } from "@/lab/traffic";
import type { SnapshotRule } from "@/lib/domain/snapshot";

type Owner = "python" | "go";

const startSide = async (owner: Owner, port: number) => {
  const child = spawn(process.execPath, ["lab/upstream.mjs", owner, `${port}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = outputOf(child);
  await until(`${owner} is up`, () => output().includes("is up"));
  return {
    counted: async (): Promise<number> => {
      const answer = await fetch(`http://127.0.0.1:${port}/-/count`);
      return ((await answer.json()) as { requests: number }).requests;
    },
    stop: async (): Promise<void> => {
      child.kill("SIGTERM");
      await ended(child);
    },
  };
};

/** When a change had come to the traffic, in milliseconds after it was accepted. */
type Move = { readonly first: number; readonly last: number };

type Stop = () => Promise<void> | void;

/** Ends what was started, the last first; what has ended by itself holds up nothing. */
const endAll = async (stops: Stop[]): Promise<void> => {
  for (const stop of stops.splice(0).reverse())
    await Promise.resolve(stop()).catch(() => undefined);
};

const start = async (binary: string, perSecond: number, stops: Stop[]) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "signalbox-lab-"));
  stops.push(() => rmSync(folder, { recursive: true, force: true }));
  const home = await newHome();
  stops.push(home.remove);
  const [serverPort, port, python, go] = await Promise.all([1, 2, 3, 4].map(freePort));
  if (!serverPort || !port || !python || !go) throw new Error("There are no free ports.");
  let server = await startServer(home, serverPort);
  stops.push(() => server.stop());
  const program = await newProgram(server);
  const body = { name: "the agent", scopes: ["plane"], environment: "staging" };
  const token: Answer<{ secret: string }> = await call(
    server,
    "POST",
    `/programs/${program}/tokens`,
    body,
  );

  const sides = { python: await startSide("python", python), go: await startSide("go", go) };
  stops.push(sides.python.stop, sides.go.stop);
  const places = nginxPlaces(binary, folder);
  const nginxSettings = {
    binary,
    folder,
    port,
    sides: { python, go },
    ownersFile: places.ownersFile,
  };
  writeNginxConfiguration(nginxSettings);
  const state = path.join(folder, "agent");
  mkdirSync(state);
  const ofGateway = [
    ...["--format", "nginx", "--nginx", binary, "--out", places.ownersFile],
    ...["--validate", places.validate, "--reload", places.reload, "--pid-file", places.pidFile],
  ];
  const startItsAgent = () =>
    startAgent({ upstream: server.address, token: token.body.secret, state }, [
      ...ofGateway,
      "--observe",
      `python=http://127.0.0.1:${python}/-/count`,
      `go=http://127.0.0.1:${go}/-/count`,
    ]);
  let agent = await startItsAgent();
  stops.push(() => agent.stop());
  await until("the agent's file", () => readOwners().includes("$signalbox_owner"));
  const nginx = await startNginx(nginxSettings);
  stops.push(nginx.stop);
  const traffic: Traffic = startTraffic(port, perSecond);
  stops.push(traffic.stop);

  function readOwners(): string {
    try {
      return readFileSync(places.ownersFile, "utf8");
    } catch {
      return "";
    }
  }

  const versionNow = async (): Promise<number> => {
    const place = `${switches(program)}/switches`;
    return (await call<{ version: number }>(server, "GET", place)).body.version;
  };
  const accepted = (answer: Answer<{ version: number }>): number => {
    if (answer.status !== 200) throw new Error(`Not accepted: ${JSON.stringify(answer.body)}`);
    return performance.now();
  };

  return {
    address: `http://127.0.0.1:${serverPort}`,
    gateway: `http://127.0.0.1:${port}`,
    program,
    traffic,
    counted: async () => ({ python: await sides.python.counted(), go: await sides.go.counted() }),
    owners: readOwners,
    agentOutput: (): string => agent.output(),
    /** Gives a rule to the registry family; answers when it was accepted. */
    rule: async (rule: SnapshotRule): Promise<number> => {
      const rules = [{ level: "family", key: "registry", ...rule }];
      return accepted(
        await change(server, program, { expectedVersion: await versionNow(), rules }),
      );
    },
    force: async (): Promise<number> => {
      const scope = { scope: "program", reason: "for the laboratory" };
      return accepted(await call(server, "PUT", `${switches(program)}/force`, scope));
    },
    lift: async (): Promise<number> => {
      const scope = { scope: "program", reason: "for the laboratory" };
      return accepted(await call(server, "DELETE", `${switches(program)}/force`, scope));
    },
    /** Waits until the registry's traffic has been one owner's for a while. */
    moved: async (acceptedAt: number, to: Owner): Promise<Move> => {
      await until(`the traffic at ${to}`, () => {
        const recent = traffic.since(performance.now() - 400, "registry");
        return recent.length > 10 && recent.every(({ owner }) => owner === to);
      });
      const after = traffic.since(acceptedAt - 1000, "registry");
      const there = after.filter(({ at, owner }) => owner === to && at >= acceptedAt);
      const elsewhere = after.filter(({ owner }) => owner !== to);
      return {
        first: Math.min(...there.map(({ at }) => at)) - acceptedAt,
        last: Math.max(acceptedAt, ...elsewhere.map(({ at }) => at)) - acceptedAt,
      };
    },
    delivery: async (): Promise<string> => {
      const place = `${switches(program)}/delivery`;
      return (await call<{ state: string }>(server, "GET", place)).body.state;
    },
    clients: async (): Promise<{ localForce: { reason: string } | null }[]> => {
      const answer: Answer<{ clients: { localForce: { reason: string } | null }[] }> = await call(
        server,
        "GET",
        `${switches(program)}/clients`,
      );
      return answer.body.clients;
    },
    killControlPlane: (): Promise<void> => server.kill(),
    startControlPlane: async (): Promise<void> => {
      server = await startServer(home, serverPort);
    },
    killAgent: (): Promise<void> => agent.kill(),
    startAgent: async (): Promise<void> => {
      agent = await startItsAgent();
    },
    /** What a person at the gateway's machine types when nothing else answers. */
    forceHere: async (): Promise<number> => {
      const asked = performance.now();
      await runAgentOnce([...ofGateway, "--state", state, "--force-legacy", "nothing answers"]);
      return asked;
    },
    liftHere: () => runAgentOnce([...ofGateway, "--state", state, "--lift-force"]),
    /** Somebody's mistake in the rest of nginx's configuration: it cannot be loaded any more. */
    breakConfiguration: (): void => writeFileSync(places.file, "http { server { liste 80; } }"),
    repairConfiguration: (): void => writeNginxConfiguration(nginxSettings),
    stop: () => endAll(stops),
  };
};

/**
 * A program between two implementations in small: a python side and a go side that answer in their own
 * names, a real nginx before them that an agent feeds, a control plane, and steady requests through nginx.
 * Everything is a process of its own, on free ports of the loopback, in a folder that goes away at the end.
 */
export const startLaboratory = async (binary: string, perSecond: number) => {
  const stops: Stop[] = [];
  try {
    return await start(binary, perSecond, stops);
  } catch (error) {
    await endAll(stops);
    throw error;
  }
};

export type Laboratory = Awaited<ReturnType<typeof startLaboratory>>;
