import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, call, change, headers, newProgram, switches, until } from "@/e2e/process/api";
import { type BreakableLine, breakableLine } from "@/e2e/process/breakable-line";
import { type Home, newHome, type Server, startServer } from "@/e2e/process/start-server";

type Delivery = { state: string; heard: number; applied: number; says: string };
type Traffic = { totals: { observed: { legacy: number; target: number } } };

const report = async (server: Server, program: string, more: Record<string, unknown>) => {
  const response = await fetch(`${server.address}/plane/v1/${program}/staging/receipts`, {
    method: "POST",
    headers,
    body: JSON.stringify({
      runtime: "nginx 1.22",
      client: "agent/1",
      epoch: 1,
      appliedAt: new Date().toISOString(),
      ...more,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const delivery = async (server: Server, program: string): Promise<Delivery> =>
  (await call<Delivery>(server, "GET", `${switches(program)}/delivery`)).body;

const observed = async (server: Server, program: string) => {
  const answer: Answer<Traffic> = await call(server, "GET", `${switches(program)}/traffic`);
  return answer.body.totals.observed;
};

const seen = (route: string, owner: string, count: number) => ({
  observed: [{ route, owner, count }],
});

describe.skipIf(!process.env.SIGNALBOX_TEST_DATABASE_URL)("receipts at two processes", () => {
  let home: Home;
  let line: BreakableLine;
  /** Reaches the database over the line. */
  let cut: Server;
  /** Reaches it directly. */
  let other: Server;
  let program: string;
  beforeAll(async () => {
    home = await newHome();
    line = await breakableLine(home.env.DATABASE_URL ?? "");
    other = await startServer(home);
    cut = await startServer({ ...home, env: { ...home.env, DATABASE_URL: line.url } });
    program = await newProgram(other);
  });
  afterAll(async () => {
    await Promise.all([cut.stop(), other.stop()]);
    await line.close();
    await home.remove();
  });

  test("are one picture, and what comes while the database is away is counted once it is back", async () => {
    await until(
      "both planes know the program",
      async () => (await report(cut, program, { instance: "a", version: 2 })).status === 200,
    );
    await report(other, program, { instance: "b", version: 2 });
    await until("both instances", async () => (await delivery(other, program)).heard === 2);
    const rules = [{ level: "family", key: "registry", owner: "go" }];
    const made = await change(other, program, { expectedVersion: 2, rules });
    expect(made.body.version).toBe(3);
    await report(other, program, { instance: "b", version: 3 });
    await until("one of two", async () => {
      const { state, applied } = await delivery(other, program);
      return state === "propagating" && applied === 1;
    });

    line.cut();
    for (let at = 0; at < 5; at++) {
      // The second receipt at a version is the first whose counts are surely of the time after it.
      const kept = await report(cut, program, {
        instance: "a",
        version: 3,
        ...seen("R-2", "go", at === 0 ? 0 : 10),
        workers: [{ worker: "gc", owner: "go", state: "stopped", wantsLease: true }],
      });
      expect(kept.status).toBe(200);
      expect(kept.body).toMatchObject({ leases: [], refused: [{ worker: "gc" }] });
    }
    await report(other, program, { instance: "b", version: 3, ...seen("R-2", "go", 2) });
    await until("what the other saw", async () => (await observed(other, program)).target === 2);
    expect(await delivery(other, program)).toMatchObject({ state: "propagating", applied: 1 });
    line.mend();
    await until(
      "what was kept",
      async () => (await observed(other, program)).target === 42,
      40_000,
    );
    await until("observed", async () => (await delivery(other, program)).state === "observed");
    await report(cut, program, { instance: "a", version: 3 });
    expect(await observed(other, program)).toMatchObject({ legacy: 0, target: 42 });
  });

  test("that a process has not written yet are written when it stops", async () => {
    const before = await observed(other, program);
    const short = await startServer(home);
    await until(
      "its plane knows the program",
      async () => (await report(short, program, { instance: "c", version: 3 })).status === 200,
    );
    await report(short, program, { instance: "c", version: 3, ...seen("R-5", "go", 5) });
    await short.stop();
    await until(
      "the last word",
      async () => (await observed(other, program)).target === before.target + 5,
    );
  });
});
