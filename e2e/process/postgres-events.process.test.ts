import { describe, expect, test } from "vitest";
import {
  change,
  follow,
  headers,
  historyOf,
  newProgram,
  planeVersion,
  until,
  versionOf,
} from "@/e2e/process/api";
import { crashPostgres } from "@/e2e/process/restart-postgres";
import {
  askServer,
  type Home,
  newHome,
  type Server,
  startServer,
} from "@/e2e/process/start-server";
import type { ChangeAnswer } from "@/lib/contract/switches";
import type { Snapshot } from "@/lib/domain/snapshot";

const url = process.env.SIGNALBOX_TEST_DATABASE_URL ?? "";

const flip = (server: Server, program: string, expectedVersion: number, changeId?: string) =>
  change(server, program, {
    expectedVersion,
    ...(changeId ? { changeId } : {}),
    rules: [
      { level: "family", key: "registry", owner: expectedVersion % 2 === 0 ? "go" : "python" },
    ],
  });

const epochOf = async (server: Server, program: string): Promise<number> => {
  const response = await fetch(`${server.address}/plane/v1/${program}/staging/snapshot`, {
    headers,
  });
  return ((await response.json()) as Snapshot).epoch;
};

const nameOf = (home: Home): string => new URL(home.env.DATABASE_URL ?? url).pathname.slice(1);

/** Copies a database that nobody is connected to, as a backup or out of one. */
const copyDatabase = async (from: string, to: string): Promise<void> => {
  await askServer(url, `DROP DATABASE IF EXISTS ${to} WITH (FORCE)`);
  await askServer(url, `CREATE DATABASE ${to} TEMPLATE ${from}`);
};

describe.skipIf(!url)("what happens to a real server", () => {
  test("restored from an older backup it comes up with a higher epoch, and every client follows", async () => {
    const home = await newHome();
    let server = await startServer(home);
    const program = await newProgram(server);
    await flip(server, program, 2);
    await server.stop();
    const [name, backup] = [nameOf(home), `${nameOf(home)}_backup`];
    await copyDatabase(name, backup);
    server = await startServer(home);
    for (const version of [3, 4, 5])
      expect((await flip(server, program, version)).status).toBe(200);
    const epoch = await epochOf(server, program);
    await server.stop();
    await copyDatabase(backup, name);

    server = await startServer(home);
    expect(await versionOf(server, program)).toBe(3);
    expect(await epochOf(server, program)).toBe(epoch + 1);
    const client = follow(server, program, `${epoch}-6`);
    await until("the restored version at a client that was ahead", () =>
      client.versions.some(({ version }) => version === 3),
    );
    await flip(server, program, 3);
    await until("the next version", () => client.versions.some(({ version }) => version === 4));
    client.stop();
    await server.stop();
    await home.remove();
    await askServer(url, `DROP DATABASE ${backup}`);
  });

  test("crashed and restarted under load it loses nothing that was acknowledged", async () => {
    const home = await newHome();
    const servers = [await startServer(home), await startServer(home)] as const;
    const program = await newProgram(servers[0]);
    const acknowledged: ChangeAnswer[] = [];
    const refused = new Set<string>();
    let isOver = false;
    const load = servers.map(async (server) => {
      while (!isOver) {
        const answer = await flip(server, program, await planeVersion(server, program));
        if (answer.status === 200) acknowledged.push(answer.body);
        else refused.add(`${answer.status} ${answer.body.code}`);
      }
    });
    await until("some changes", () => acknowledged.length > 5);
    await crashPostgres(url);
    const before = acknowledged.length;
    await until("changes again, by itself", () => acknowledged.length > before + 5, 60_000);
    isOver = true;
    await Promise.all(load);
    // A change that lost the race, and one that met no database: each says which.
    for (const refusal of refused) {
      expect(["409 stale-version", "409 no-effect", "503 unavailable", "409 conflict"]).toContain(
        refusal,
      );
    }
    expect(refused).toContain("503 unavailable");
    const history = await historyOf(servers[0], program);
    expect(history.map(({ version }) => version)).toEqual(history.map((_, at) => at + 2));
    const made = new Map(history.map(({ changeId, version }) => [changeId, version]));
    for (const { changeId, version, repeated } of acknowledged) {
      if (!repeated) expect(made.get(changeId ?? "")).toBe(version);
    }
    expect(await epochOf(servers[0], program)).toBe(1);
    await Promise.all(servers.map((server) => server.stop()));
    await home.remove();
  });
});
