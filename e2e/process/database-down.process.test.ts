import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, change, follow, newProgram, planeVersion, until } from "@/e2e/process/api";
import { type BreakableLine, breakableLine } from "@/e2e/process/breakable-line";
import { type Home, newHome, type Server, startServer } from "@/e2e/process/start-server";

const flip = (server: Server, program: string, expectedVersion: number) => {
  const owner = expectedVersion % 2 === 0 ? "go" : "python";
  const rules = [{ level: "family", key: "registry", owner }];
  return change(server, program, { expectedVersion, rules });
};

describe.skipIf(!process.env.SIGNALBOX_TEST_DATABASE_URL)(
  "while the database cannot be reached",
  () => {
    let home: Home;
    let line: BreakableLine;
    /** Reaches the database over the line. */
    let server: Server;
    /** Reaches it directly. */
    let other: Server;
    let program: string;
    beforeAll(async () => {
      home = await newHome();
      line = await breakableLine(home.env.DATABASE_URL ?? "");
      other = await startServer(home);
      server = await startServer({ ...home, env: { ...home.env, DATABASE_URL: line.url } });
      program = await newProgram(other);
      await until("both planes", async () => (await planeVersion(server, program)) === 2);
    });
    afterAll(async () => {
      await Promise.all([server.stop(), other.stop()]);
      await line.close();
      await home.remove();
    });

    test("the plane answers from memory, a write is refused in words, and it recovers by itself", async () => {
      const before = await planeVersion(server, program);
      const client = follow(server, program);
      await until("the snapshot", () => client.versions.length > 0);
      line.cut();
      expect(await planeVersion(server, program)).toBe(before);
      const fresh = follow(server, program);
      await until("a client that comes now", () => fresh.versions.length > 0);
      expect((await fetch(`${server.address}/plane/readyz`)).status).toBe(200);
      const refused = await flip(server, program, before);
      expect(refused).toMatchObject({ status: 503, body: { code: "unavailable" } });
      expect(refused.body.detail).toContain("The database");
      const read = await call(server, "GET", `/programs/${program}`);
      expect(read).toMatchObject({ status: 503, body: { code: "unavailable" } });
      // Whoever reaches the database goes on; what happened meanwhile is not lost to us.
      const accepted = await flip(other, program, before);
      expect(accepted.status).toBe(200);
      expect(await planeVersion(server, program)).toBe(before);
      line.mend();
      await until(
        "what happened meanwhile",
        async () => (await planeVersion(server, program)) === before + 1,
        30_000,
      );
      const next = await flip(server, program, before + 1);
      expect(next.status).toBe(200);
      for (const { versions } of [client, fresh]) {
        await until("the next flip at a client that stayed", () =>
          versions.some(({ version }) => version === before + 2),
        );
        expect(versions.map(({ version }) => version)).toEqual([before, before + 1, before + 2]);
      }
      client.stop();
      fresh.stop();
    });
  },
);
