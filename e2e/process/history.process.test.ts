import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  call,
  change,
  headers,
  historyOf,
  newProgram,
  planeVersion,
  switches,
  until,
  versionOf,
} from "@/e2e/process/api";
import { newHome, type Server, startServer } from "@/e2e/process/start-server";
import { type HashedAuditEntry, verifyChain } from "@/lib/domain/audit-chain";

const pick = <T>(values: readonly T[]): T => values[Math.floor(Math.random() * values.length)] as T;

const randomRules = () => [
  {
    level: "family",
    key: pick(["health", "registry", "api"]),
    owner: pick(["go", "python", "python"]),
  },
];

type Acknowledged = { changeId: string; version: number };

/** Enough to meet each other often; a slow machine gets the time it needs. */
const enough = 60;
const longestMilliseconds = 25_000;

/** One client that changes owners at random until it is told to stop; a reply that is lost is asked for again. */
const changeAtRandom = async (
  server: () => Server,
  program: string,
  isOver: () => boolean,
  acknowledged: Acknowledged[],
): Promise<void> => {
  while (!isOver()) {
    const changeId = randomUUID();
    try {
      if (Math.random() < 0.15) {
        const method = pick(["PUT", "DELETE"]);
        const body = { reason: "at random", changeId };
        const { status, body: answer } = await call<{ version: number; repeated: boolean }>(
          server(),
          method,
          `${switches(program)}/force`,
          body,
        );
        if (status === 200 && !answer.repeated)
          acknowledged.push({ changeId, version: answer.version });
        continue;
      }
      const expectedVersion = await versionOf(server(), program);
      const { status, body } = await change(server(), program, {
        expectedVersion,
        changeId,
        rules: randomRules(),
      });
      if (status === 200 && !body.repeated) acknowledged.push({ changeId, version: body.version });
    } catch {
      // The process was killed in between: what it did not answer it may or may not have accepted.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
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
  for (const { changeId, version } of acknowledged) expect(byId.get(changeId)).toBe(version);
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

test("changes from many clients at once have one order, without gaps, and every plane ends on the last", async () => {
  const home = await newHome();
  const servers = [await startServer(home)];
  if (!home.isEmbedded) servers.push(await startServer(home));
  const program = await newProgram(servers[0] as Server);
  await Promise.all(
    servers.map((server) =>
      until("the plane knows it", async () => (await planeVersion(server, program)) > 0),
    ),
  );
  let isOver = false;
  const watched = servers.map(async (server) => {
    const seen: number[] = [];
    while (!isOver) {
      seen.push(await planeVersion(server, program));
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
  for (const server of servers) {
    await until(
      "the plane has the last version",
      async () => (await planeVersion(server, program)) === final,
    );
  }
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
