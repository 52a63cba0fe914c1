import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { InstanceReport, type TrafficReport } from "@/lib/contract/receipts";
import { planeSource } from "@/lib/server/clients/plane-source";
import { receiptSink } from "@/lib/server/clients/receipt-sink";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { createToken } from "@/lib/server/commands/create-token";
import { removeClient } from "@/lib/server/commands/remove-client";
import { listClients } from "@/lib/server/queries/list-clients";
import { listTraffic } from "@/lib/server/queries/list-traffic";
import { readDelivery } from "@/lib/server/queries/read-delivery";
import { readSwitches } from "@/lib/server/queries/read-switches";
import { admin, as } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
const staging = { program: "here", environment: "staging" };

beforeAll(async () => {
  runtime = await startTestRuntime();
  await exampleProgram(runtime.database, "here");
});
afterAll(() => runtime.close());
beforeEach(async () => {
  await runtime.database.clientInstance.deleteMany();
  await runtime.database.trafficCount.deleteMany();
});

const versionRow = () =>
  runtime.database.environment.findFirstOrThrow({ where: { key: "staging" } });

const flip = async (key: string, owner: string | null) => {
  const { version } = await versionRow();
  await changeSwitches.run(as(admin), {
    ...staging,
    expectedVersion: version,
    reason: "for the test",
    rules: [{ level: "family", key, owner }],
  });
  return version + 1;
};

/** An instance that reported so many seconds ago, at a version. */
const heard = (instance: string, version: number, secondsAgo = 0, more = {}) =>
  InstanceReport.parse({
    instance,
    runtime: "nginx 1.22",
    client: "agent/1",
    epoch: 1,
    version,
    appliedAt: new Date().toISOString(),
    silentMilliseconds: secondsAgo * 1000,
    decisions: 2,
    ...more,
  });

const report = (
  instances: InstanceReport[],
  traffic: Omit<TrafficReport, "windowStart" | "source">[] = [],
  { at = new Date(), source = "observed" as TrafficReport["source"] } = {},
) =>
  receiptSink(runtime.database).deliver("here", "staging", {
    instances,
    traffic: traffic.map((entry) => ({ ...entry, source, windowStart: at.toISOString() })),
  });

const delivery = () => readDelivery.run(as(admin), staging);

describe("a version", () => {
  test("goes from nobody over accepted and propagating into effect, and is observed at last", async () => {
    expect(await delivery()).toMatchObject({ state: "nobody-listens", heard: 0 });
    const version = await flip("registry", "go");
    await report([heard("a", version - 1), heard("b", version - 1)]);
    expect(await delivery()).toMatchObject({
      state: "accepted",
      heard: 2,
      applied: 0,
      waitingFor: ["a", "b"],
    });
    await report([heard("a", version)]);
    expect(await delivery()).toMatchObject({
      state: "propagating",
      heard: 2,
      applied: 1,
      waitingFor: ["b"],
    });
    await report([heard("b", version)]);
    expect(await delivery()).toMatchObject({ state: "in-effect", waitingFor: [] });
    // What was decided, what another route had, and what was seen before the change say nothing.
    await report([], [{ route: "R-2", owner: "go", count: 5 }], { source: "decided" });
    await report([], [{ route: "R-1", owner: "python", count: 5 }]);
    const before = new Date(Date.now() - 400_000);
    await report([], [{ route: "R-2", owner: "python", count: 5 }], { at: before });
    expect((await delivery()).state).toBe("in-effect");
    await report([], [{ route: "R-2", owner: "go", count: 5 }]);
    expect(await delivery()).toMatchObject({
      state: "observed",
      says: expect.stringContaining("seen"),
    });
    await report([], [{ route: "R-2", owner: "python", count: 1 }]);
    expect((await delivery()).state).toBe("in-effect");
    await flip("registry", null);
    expect((await delivery()).state).toBe("accepted");
  });

  test("waits for who fell silent without it, until that returns or is removed", async () => {
    const version = await flip("registry", "go");
    await report([heard("a", version), heard("gone", version - 1, 91), heard("old", version, 91)]);
    expect(await delivery()).toMatchObject({
      state: "propagating",
      heard: 1,
      applied: 1,
      lost: 2,
      lostBehind: 1,
      waitingFor: ["gone"],
    });
    expect(
      await removeClient.run(as(admin), { ...staging, instances: ["gone"], reason: "scaled in" }),
    ).toEqual({ removed: ["gone"] });
    expect(await delivery()).toMatchObject({ state: "in-effect", lost: 1, lostBehind: 0 });
    await report([heard("gone", version - 1)]);
    expect(await delivery()).toMatchObject({ state: "propagating", waitingFor: ["gone"] });
    await report([heard("gone", version - 1, 0, { leaving: true })]);
    expect(await delivery()).toMatchObject({ state: "in-effect", lost: 1 });
    await flip("registry", null);
  });
});

describe("removing an instance", () => {
  const remove = (...instances: string[]) => removeClient.run(as(admin), { ...staging, instances });

  test("is refused while it speaks and for one that never did; repeated it does nothing", async () => {
    await report([heard("speaks", 1), heard("silent", 1, 100)]);
    await expect(remove("speaks", "silent")).rejects.toMatchObject({
      code: "conflict",
      reasons: [{ says: expect.stringMatching(/^speaks was heard from \d s ago\.$/) }],
    });
    await expect(remove("silent", "nobody")).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining('"nobody"'),
    });
    expect(await remove("silent")).toEqual({ removed: ["silent"] });
    expect(await remove("silent")).toEqual({ removed: [] });
    const events = await runtime.database.auditEvent.findMany({
      where: { action: "remove-client", subject: { path: ["instances"], equals: ["silent"] } },
    });
    expect(events).toHaveLength(1);
  });
});

describe("the list of clients", () => {
  const list = (more = {}) => listClients.run(as(admin), { ...staging, ...more });

  test("says who is current, behind or lost, the worst first", async () => {
    const { version } = await versionRow();
    const localForce = { since: "2026-11-21T02:00:00Z", reason: "the plane is away" };
    await report([
      heard("b-current", version, 3, { via: "edge-1", parseFailures: 4 }),
      heard("a-behind", version - 1),
      heard("c-lost", version - 2, 300),
      heard("d-forced", version, 0, { localForce }),
    ]);
    const fresh = await list();
    expect(fresh.clients.map(({ instance, state, says }) => [instance, state, says])).toEqual([
      ["c-lost", "lost", "silent for 5 min, then 2 versions behind"],
      ["d-forced", "current", "current; forces legacy by itself"],
      ["a-behind", "on-its-way", expect.stringMatching(/^1 version behind, changed \d+ s ago$/)],
      ["b-current", "current", "current"],
    ]);
    expect(fresh.counts).toEqual({ current: 2, "on-its-way": 1, straggler: 0, lost: 1, forced: 1 });
    expect(fresh.versions).toEqual([
      { epoch: 1, version, count: 2 },
      { epoch: 1, version: version - 1, count: 1 },
      { epoch: 1, version: version - 2, count: 1 },
    ]);
    expect(fresh.clients.at(-1)).toMatchObject({ via: "edge-1", parseFailures: 4, decisions: 2 });
    await runtime.database.environment.updateMany({
      where: { key: "staging" },
      data: { updatedAt: new Date(Date.now() - 40_000) },
    });
    expect((await list()).clients[1]).toMatchObject({ instance: "a-behind", state: "straggler" });
    expect(await list({ state: "forced" })).toMatchObject({ total: 1, next: null });
    expect(await list({ search: "EDGE" })).toMatchObject({ total: 1 });
    const page = await list({ limit: 3 });
    expect([page.clients.length, page.total, page.next]).toEqual([3, 4, 3]);
    expect((await list({ offset: 3, limit: 3 })).clients).toHaveLength(1);
  });
});

describe("declared against observed", () => {
  const list = (more = {}) => listTraffic.run(as(admin), { ...staging, ...more });

  test("compares by route and capability, and alarms where legacy still handles the target's", async () => {
    await flip("registry", "go");
    await report(
      [],
      [
        { route: "R-1", owner: "python", count: 10 },
        { route: "R-2", owner: "python", count: 1 },
        { route: "R-2", owner: "go", count: 3 },
        { route: "", owner: "go", count: 7 },
      ],
    );
    const traffic = await list();
    expect(traffic).toMatchObject({
      totals: { observed: { legacy: 11, target: 10, other: 0 } },
      withoutRoute: { observedShare: 1 },
      alarmCount: 1,
      alarms: [
        {
          route: "R-2",
          title: "GET /pull/{id}",
          requests: 1,
          says: "python still handles 1 of 4 requests, owned by go",
        },
      ],
      total: 3,
    });
    expect(
      traffic.routes.map(({ route, declared, verdict, observedShare }) => [
        route,
        declared,
        verdict,
        observedShare,
      ]),
    ).toEqual([
      ["R-1", "python", "agrees", 0],
      ["R-2", "go", "disagrees", 0.75],
      ["R-3", "go", "unobserved", null],
    ]);
    expect(traffic.capabilities.reduce((sum, { routes }) => sum + routes, 0)).toBe(3);
    expect((await list({ show: "disagrees" })).routes).toHaveLength(1);
    expect((await list({ show: "unobserved" })).routes).toMatchObject([{ route: "R-3" }]);
    expect((await list({ search: "ping" })).routes).toMatchObject([{ route: "R-1" }]);
    const { rules } = await readSwitches.run(as(admin), staging);
    const shares = rules.map(({ level, observedShare }) => [level, observedShare]);
    expect(shares).toEqual([
      ["program", 10 / 14],
      ["family", 4 / 14],
    ]);
    await flip("registry", null);
    // After the next version the same counts speak of the time before it.
    expect(await list()).toMatchObject({ alarmCount: 0, totals: { observed: { legacy: 11 } } });
  });

  test("without any counts is unobserved, never agreed", async () => {
    const { routes, totals } = await list();
    expect(new Set(routes.map(({ verdict }) => verdict))).toEqual(new Set(["unobserved"]));
    expect(totals.observedShare).toBeNull();
    const { rules } = await readSwitches.run(as(admin), staging);
    expect(rules.every(({ observedShare }) => observedShare === null)).toBe(true);
  });
});

test("a token reports with the scope plane or admin, and only reads with the scope read", async () => {
  const scopes = ["plane", "read", "admin", "switch"] as const;
  for (const scope of scopes) {
    await createToken.run(as(admin), { program: "here", name: scope, scopes: [scope] });
  }
  const tokens = await planeSource(runtime.database, runtime.feed, []).tokens();
  expect(tokens.map(({ mayReport }) => mayReport).sort()).toEqual([false, true, true]);
});
