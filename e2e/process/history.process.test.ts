import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import {
  call,
  change,
  headers,
  historyOf,
  newPlaneToken,
  newProgram,
  planeVersion,
  switches,
  until,
  versionOf,
} from "@/e2e/process/api";
import { startEdge } from "@/e2e/process/start-gateway";
import { freePort, newHome, type Server, startServer } from "@/e2e/process/start-server";
import type { ChangeAnswer } from "@/lib/contract/switches";
import { type HashedAuditEntry, verifyChain } from "@/lib/domain/audit-chain";

const pick = <T>(values: readonly T[]): T => values[Math.floor(Math.random() * values.length)] as T;

const randomRules = () => [
  {
    level: "family",
    key: pick(["health", "registry", "api"]),
    owner: pick(["go", "python", "python"]),
  },
];

type Acknowledged = Pick<ChangeAnswer, "version" | "repeated"> & { changeId: string };

/** Enough to meet each other often; a slow machine gets the time it needs. */
const enough = 60;
const longestMilliseconds = 25_000;

/** Asks until there is an answer: a lost reply is asked for again with the same id. Null when it is over first. */
const persist = async <Body>(
  ask: () => Promise<Body>,
  isOver: () => boolean,
): Promise<Body | null> => {
  for (;;) {
    try {
      return await ask();
    } catch {
      // The process was killed in between: what it did not answer it may or may not have accepted.
      if (isOver()) return null;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

/** One client that changes owners at random until it is told to stop. */
const changeAtRandom = async (
  server: () => Server,
  program: string,
  isOver: () => boolean,
  acknowledged: Acknowledged[],
): Promise<void> => {
  while (!isOver()) {
    const changeId = randomUUID();
    const isForce = Math.random() < 0.15;
    const method = pick(["PUT", "DELETE"]);
    const expectedVersion = await persist(() => versionOf(server(), program), isOver);
    if (expectedVersion === null) return;
    const rules = randomRules();
    const answer = await persist(
      () =>
        isForce
          ? call<ChangeAnswer>(server(), method, `${switches(program)}/force`, {
              reason: "at random",
              changeId,
            })
          : change(server(), program, { expectedVersion, changeId, rules }),
      isOver,
    );
    if (answer?.status !== 200) continue;
    const { version, repeated } = answer.body;
    acknowledged.push({ changeId, version, repeated });
  }
};

/** An edge that can be killed and comes back on its port, from its disk. */
const startKillableEdge = async (upstream: string, token: string) => {
  const state = mkdtempSync(path.join(os.tmpdir(), "signalbox-edge-"));
  const port = await freePort();
  const start = () => startEdge({ upstream, token, state, port });
  let edge = await start();
  return {
    server: edge,
    killAndRestart: async (): Promise<void> => {
      await edge.kill();
      edge = await start();
    },
    stop: async (): Promise<void> => {
      await edge.stop();
      rmSync(state, { recursive: true });
    },
  };
};

const expectWholeHistory = async (
  server: Server,
  program: string,
  acknowledged: readonly Acknowledged[],
): Promise<void> => {
  const history = await historyOf(server, program);
  expect(history.map(({ version }) => version)).toEqual(history.map((_, at) => at + 2));
  const byId = new Map(history.map(({ changeId, version }) => [changeId, version]));
  expect(byId.size).toBe(history.length);
  for (const { changeId, version, repeated } of acknowledged) {
    // What was so already is answered with the version that made it so, and is no change of its own.
    if (!repeated || byId.has(changeId)) expect(byId.get(changeId)).toBe(version);
  }
  expect(await versionOf(server, program)).toBe(history.length + 1);
  const exported = await fetch(`${server.address}/api/v1/programs/${program}/audit/export`, {
    headers,
  });
  const events = (await exported.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as HashedAuditEntry);
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  expect(verifyChain(events, sha256)).toMatchObject({ state: "intact", events: events.length });
};

test("changes from many clients at once have one order, without gaps, and every plane and every edge ends on the last", async () => {
  const home = await newHome();
  const servers = [await startServer(home)];
  if (!home.isEmbedded) servers.push(await startServer(home));
  const program = await newProgram(servers[0] as Server);
  await Promise.all(
    servers.map((server) =>
      until("the plane knows it", async () => (await planeVersion(server, program)) > 0),
    ),
  );
  const { secret } = await newPlaneToken(servers[0] as Server, program, "edges");
  const edges = await Promise.all(
    [0, 1].map((at) => startKillableEdge((servers[at % servers.length] as Server).address, secret)),
  );
  let isOver = false;
  const watched = [...servers, ...edges.map(({ server }) => server)].map(async (server) => {
    const seen: number[] = [];
    while (!isOver) {
      // One that was killed serves nothing until it is started again.
      const version = await planeVersion(server, program, secret).catch(() => 0);
      if (version > 0) seen.push(version);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return seen;
  });
  const acknowledged: Acknowledged[] = [];
  const clients = Array.from({ length: 6 }, (_, at) =>
    changeAtRandom(
      () => servers[at % servers.length] as Server,
      program,
      () => isOver,
      acknowledged,
    ),
  );
  await until("half of the changes", () => acknowledged.length >= enough / 2, longestMilliseconds);
  await edges[0]?.killAndRestart();
  await until("enough changes", () => acknowledged.length >= enough, longestMilliseconds).catch(
    () => undefined,
  );
  isOver = true;
  await Promise.all(clients);
  expect(acknowledged.length).toBeGreaterThan(10);
  for (const seen of await Promise.all(watched)) {
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
  }
  await expectWholeHistory(servers[0] as Server, program, acknowledged);
  const final = await versionOf(servers[0] as Server, program);
  for (const server of [...servers, ...edges.map((edge) => edge.server)]) {
    await until(
      "the plane has the last version",
      async () => (await planeVersion(server, program, secret)) === final,
    );
  }
  await Promise.all(edges.map((edge) => edge.stop()));
  await Promise.all(servers.map((server) => server.stop()));
  await home.remove();
});

test("killed at any moment, nothing acknowledged is lost and no version comes back lower", async () => {
  const home = await newHome();
  let server = await startServer(home);
  const program = await newProgram(server);
  const acknowledged: Acknowledged[] = [];
  let highest = 0;
  for (let round = 0; round < 3; round += 1) {
    let isOver = false;
    const before = acknowledged.length;
    const clients = Array.from({ length: 4 }, () =>
      changeAtRandom(
        () => server,
        program,
        () => isOver,
        acknowledged,
      ),
    );
    await until("some changes", () => acknowledged.length > before + 3, longestMilliseconds);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
    highest = Math.max(highest, await planeVersion(server, program));
    await server.kill();
    isOver = true;
    await Promise.all(clients);
    server = await startServer(home);
    await until("the plane is back", async () => (await planeVersion(server, program)) >= highest);
    await expectWholeHistory(server, program, acknowledged);
  }
  await server.stop();
  await home.remove();
});
