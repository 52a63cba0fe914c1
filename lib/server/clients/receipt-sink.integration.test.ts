import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { InstanceReport, type ReceiptBatch } from "@/lib/contract/receipts";
import { receiptSink } from "@/lib/server/clients/receipt-sink";
import { createProgram } from "@/lib/server/commands/create-program";
import { isUnavailable } from "@/lib/server/db";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let now = Date.parse("2026-11-21T02:10:00Z");

beforeAll(async () => {
  runtime = await startTestRuntime();
  await createProgram.run(as(admin), { key: "here", legacy: "python", target: "go" });
});
afterAll(() => runtime.close());
beforeEach(async () => {
  await runtime.database.clientInstance.deleteMany();
  await runtime.database.trafficCount.deleteMany();
});

const report = (more: Partial<InstanceReport> = {}): InstanceReport =>
  InstanceReport.parse({
    instance: "host-1",
    runtime: "nginx 1.22",
    client: "agent/1",
    epoch: 1,
    version: 2,
    appliedAt: "2026-11-21T02:00:01Z",
    silentMilliseconds: 0,
    decisions: 1,
    ...more,
  });

const deliver = (batch: Partial<ReceiptBatch>, environment = "staging") =>
  receiptSink(runtime.database, () => now).deliver("here", environment, {
    instances: [],
    traffic: [],
    ...batch,
  });

const instances = () => runtime.database.clientInstance.findMany({ orderBy: { instance: "asc" } });

const windowStart = "2026-11-21T02:05:00.000Z";
const entry = { windowStart, route: "R-1", source: "observed", owner: "go", count: 3 } as const;

describe("an instance", () => {
  test("keeps its newest state and the sum of its counts", async () => {
    await deliver({ instances: [report({ parseFailures: 1 }), report({ instance: "host-2" })] });
    now += 1000;
    await deliver({ instances: [report({ version: 3, via: "edge-1", parseFailures: 2 })] });
    expect(await instances()).toMatchObject([
      {
        instance: "host-1",
        version: 3,
        via: "edge-1",
        decisions: 2n,
        parseFailures: 3,
        firstSeenAt: new Date(now - 1000),
        lastSeenAt: new Date(now),
      },
      { instance: "host-2", version: 2, via: null },
    ]);
  });

  test("whose counts no number holds keeps nobody else from being written down", async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const before = Date.parse("2000-01-01T00:00:00Z");
    const traffic = Array.from({ length: 1100 }, (_, at) => ({
      ...entry,
      windowStart: new Date(before + at).toISOString(),
      count: most,
    }));
    await deliver({ instances: [report({ decisions: most })], traffic });
    expect(await instances()).toHaveLength(1);
    await runtime.database.clientInstance.updateMany({ data: { decisions: 2n ** 63n - 1n } });
    await deliver({ instances: [report({ decisions: most }), report({ instance: "host-2" })] });
    expect(await instances()).toMatchObject([
      { instance: "host-1", decisions: BigInt(most) },
      { instance: "host-2" },
    ]);
  });

  test("is not set back by what another process wrote down later", async () => {
    await deliver({ instances: [report({ version: 3 })] });
    await deliver({ instances: [report({ version: 2, silentMilliseconds: 5000 })] });
    expect(await instances()).toMatchObject([
      { version: 3, decisions: 2n, lastSeenAt: new Date(now) },
    ]);
  });

  test("is heard again at once after the clock was set back", async () => {
    now += 7_200_000;
    await deliver({ instances: [report({ version: 3 })] });
    now -= 7_200_000;
    await deliver({ instances: [report({ version: 4 })] });
    expect(await instances()).toMatchObject([{ version: 4, lastSeenAt: new Date(now) }]);
  });

  test("that leaves is not waited for, and one that a person removed comes back when it speaks", async () => {
    await deliver({ instances: [report({ leaving: true })] });
    expect(await instances()).toMatchObject([{ removedAt: new Date(now), removedByName: null }]);
    await runtime.database.clientInstance.updateMany({
      data: { removedAt: new Date(now + 1000), removedByName: "Ann" },
    });
    await deliver({ instances: [report()] });
    expect(await instances()).toMatchObject([{ removedByName: "Ann" }]);
    now += 2000;
    await deliver({ instances: [report()] });
    expect(await instances()).toMatchObject([{ removedAt: null, removedByName: null }]);
  });

  test("may have a clock of its own and numbers beyond any column", async () => {
    const wild = { appliedAt: "0000-01-01T00:00:00Z", parseFailures: 1_000_000_000 };
    for (const _ of [1, 2, 3]) await deliver({ instances: [report(wild)] });
    expect(await instances()).toMatchObject([{ parseFailures: 2_147_483_647 }]);
  });

  test("of an environment that is gone is left", async () => {
    await deliver({ instances: [report()], traffic: [entry] }, "nowhere");
    expect(await instances()).toEqual([]);
  });
});

describe("traffic", () => {
  const counted = async () =>
    (await runtime.database.trafficCount.findMany({ orderBy: { owner: "asc" } })).map(
      ({ owner, count, source, route }) => [route, source, owner, Number(count)],
    );

  test("is added up by window, route and side, also by processes at the same time", async () => {
    const traffic = [entry, { ...entry, owner: "python" }, { ...entry, owner: "cobol" }];
    await Promise.all(Array.from({ length: 8 }, () => deliver({ traffic })));
    expect(await counted()).toEqual([
      ["R-1", "observed", "legacy", 24],
      ["R-1", "observed", "other", 24],
      ["R-1", "observed", "target", 24],
    ]);
  });

  test("of two words for one side in one batch is one row", async () => {
    await deliver({
      traffic: [
        { ...entry, owner: "a" },
        { ...entry, owner: "b" },
      ],
    });
    expect(await counted()).toEqual([["R-1", "observed", "other", 6]]);
  });

  test("older than 14 days is deleted", async () => {
    const old = new Date(now - 15 * 86_400_000).toISOString();
    await deliver({ traffic: [{ ...entry, windowStart: old }, entry] });
    expect(await counted()).toHaveLength(1);
  });
});

describe("a local force", () => {
  const events = () =>
    runtime.database.auditEvent.findMany({
      where: { action: "report-local-force" },
      orderBy: { sequence: "asc" },
    });
  const localForce = { since: "2026-11-21T02:00:00Z", reason: "the plane is away" };

  test("is recorded once however often it is reported, and shows until it ends", async () => {
    const forced = report({ localForce });
    for (const _ of [1, 2]) await deliver({ instances: [forced] });
    await Promise.all([deliver({ instances: [forced] }), deliver({ instances: [forced] })]);
    expect(await events()).toMatchObject([
      {
        reason: "the plane is away",
        actor: { kind: "system", name: "receipts" },
        subject: { environment: "staging", instances: ["host-1"] },
      },
    ]);
    expect(await instances()).toMatchObject([{ localForce }]);
    now += 1000;
    await deliver({ instances: [report()] });
    expect(await instances()).toMatchObject([{ localForce: null }]);
    const again = { ...localForce, since: "2026-11-21T03:00:00Z" };
    now += 1000;
    await deliver({ instances: [report({ localForce: again }), report({ instance: "host-2" })] });
    expect(await events()).toHaveLength(2);
  });
});

test("a batch is refused while the database is away, and one that it never takes is left", async () => {
  const gone = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  expect(isUnavailable(gone)).toBe(true);
  const failing = (error: Error) =>
    receiptSink(
      new Proxy(runtime.database, {
        get: (database, name) =>
          name === "$transaction" ? () => Promise.reject(error) : Reflect.get(database, name),
      }),
    ).deliver("here", "staging", { instances: [report()], traffic: [] });
  await expect(failing(gone)).rejects.toThrow("ECONNREFUSED");
  await failing(new Error("invalid byte sequence"));
  expect(await instances()).toEqual([]);
});
