import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { change, follow, newProgram, planeVersion, until, versionOf } from "@/e2e/process/api";
import { newHome, type Server, startServer } from "@/e2e/process/start-server";

const flipOnce = async (server: Server, program: string): Promise<number> => {
  const expectedVersion = await versionOf(server, program);
  const owner = expectedVersion % 2 === 0 ? "go" : "python";
  const rules = [{ level: "family", key: "registry", owner }];
  const { status, body } = await change(server, program, {
    expectedVersion,
    changeId: randomUUID(),
    rules,
  });
  expect(status).toBe(200);
  return body.version;
};

/** Flips until it is killed or told to stop. */
const keepFlipping = async (server: Server, program: string, isOver: () => boolean) => {
  while (!isOver()) {
    try {
      await flipOnce(server, program);
    } catch {
      return;
    }
  }
};

test("a client that comes back with the last version it saw goes on from there, whatever was killed", async () => {
  const home = await newHome();
  let server = await startServer(home);
  const program = await newProgram(server);
  const seen: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const last = seen.at(-1);
    const client = follow(server, program, last === undefined ? undefined : `1-${last}`);
    await client.ready;
    let isOver = false;
    const flipping = keepFlipping(server, program, () => isOver);
    await until("some versions at the client", () => client.versions.length > 2);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
    await server.kill();
    isOver = true;
    await flipping;
    client.stop();
    seen.push(...client.versions.map(({ version }) => version));
    server = await startServer(home);
  }
  expect(seen).toEqual([...new Set(seen)].sort((one, other) => one - other));
  expect(await versionOf(server, program)).toBeGreaterThanOrEqual(seen.at(-1) ?? 0);
  await server.stop();
  await home.remove();
});

test("a client that moves to another process is never told an older version than it has", async (context) => {
  const home = await newHome();
  if (home.isEmbedded) {
    await home.remove();
    return context.skip("needs two processes on one PostgreSQL server");
  }
  const servers = [await startServer(home), await startServer(home)] as const;
  const program = await newProgram(servers[0]);
  await until("the other plane", async () => (await planeVersion(servers[1], program)) === 2);
  for (let round = 0; round < 10; round += 1) {
    const [accepting, other] = round % 2 === 0 ? servers : ([servers[1], servers[0]] as const);
    const version = await flipOnce(accepting, program);
    // The other process may not have heard of it yet; the client has.
    const client = follow(other, program, `1-${version}`);
    await client.ready;
    const next = await flipOnce(accepting, program);
    await until("the next version", () => client.versions.some((each) => each.version === next));
    expect(client.versions.map((each) => each.version)).toEqual([next]);
    client.stop();
  }
  for (const server of servers) await server.stop();
  await home.remove();
});
