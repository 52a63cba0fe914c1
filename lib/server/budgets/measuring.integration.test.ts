import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { dueServers } from "@/lib/server/budgets/measure-plan";
import { measureServer } from "@/lib/server/budgets/measure-server";
import type { RangeQuery } from "@/lib/server/budgets/prometheus";
import { removeMetricServer } from "@/lib/server/commands/remove-metric-server";
import { setBudget } from "@/lib/server/commands/set-budget";
import { setMetricServer } from "@/lib/server/commands/set-metric-server";
import { startBaseline } from "@/lib/server/commands/start-baseline";
import { listMetricServers } from "@/lib/server/queries/list-metric-servers";
import { admin, as } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let program: string;
let programId: string;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const minute = 60_000;
const hour = 60 * minute;
/** A moment that spans of 5 minutes end at, in the past. */
const base = Math.floor(Date.now() / hour) * hour - 6 * hour;
const now = (minutes: number): Date => new Date(base + minutes * minute);
const server = "prometheus";

const query = (metric: string, unit: string, side = "target") => ({
  environment: "staging",
  side,
  metric,
  server,
  query: metric,
  unit,
});

/** Answers a value at the end of each span that is asked for, and remembers what was asked. */
const answering = (values: Record<string, number>) => {
  const asked: RangeQuery[] = [];
  const ask = async (range: RangeQuery) => {
    asked.push(range);
    const value = values[range.query];
    const step = range.stepSeconds * 1000;
    const count = Math.floor((range.to - range.from) / step) + 1;
    return value === undefined
      ? { points: [], problem: "It answered nothing.", notes: [] }
      : {
          points: Array.from({ length: count }, (_, index) => ({
            at: range.from + index * step,
            value,
          })),
          problem: null,
          notes: [],
        };
  };
  return { ask, asked };
};

const measure = async (at: Date, ask: ReturnType<typeof answering>["ask"]) => {
  const [due] = (await dueServers(runtime.database, at)).filter((each) => each.program === program);
  return due ? measureServer(runtime.database, due, at, ask) : null;
};

beforeEach(async () => {
  program = `p-${randomUUID().slice(0, 8)}`;
  programId = await exampleProgram(runtime.database, program);
  await runtime.database.environment.updateMany({
    where: { programId },
    data: { isProtected: false },
  });
  const before = { ...as(admin), now: now(-60) };
  await setMetricServer.run(before, {
    program,
    server,
    url: "http://prometheus.test:9090/api/v1/",
  });
  await setBudget.run(before, {
    program,
    budget: "PB",
    definition: {
      surface: "pulls",
      threshold: "P95 <= baseline + 10%",
      queries: [query("p95", "s"), query("samples", "count")],
    },
    version: 0,
    reason: "for the test",
  });
});

const rows = () =>
  runtime.database.measurement.findMany({
    where: { budget: { programId } },
    orderBy: [{ side: "asc" }, { at: "asc" }],
  });

test("each reading asks since the last span, writes each once, and is due again after its time", async () => {
  const first = answering({ p95: 0.118, samples: 250 });
  expect(await measure(now(2), first.ask)).toBe(288);
  expect(first.asked.map(({ url, stepSeconds }) => [url, stepSeconds])).toEqual([
    ["http://prometheus.test:9090", 300],
    ["http://prometheus.test:9090", 300],
  ]);
  expect((await rows()).at(-1)).toMatchObject({
    at: now(0),
    seconds: 300,
    samples: 250,
    values: { p95: 118 },
    source: "prometheus",
    commit: null,
  });
  expect(await measure(now(3), first.ask)).toBeNull();
  const second = answering({ p95: 0.12, samples: 250 });
  expect(await measure(now(12), second.ask)).toBe(2);
  expect(second.asked[0]).toMatchObject({ from: now(5).getTime(), to: now(10).getTime() });
});

test("of two processes that read at once one writes", async () => {
  const { ask } = answering({ p95: 0.118, samples: 250 });
  const [due] = (await dueServers(runtime.database, now(2))).filter(
    (each) => each.program === program,
  );
  if (due === undefined) throw new Error("not due");
  const written = await Promise.all([
    measureServer(runtime.database, due, now(2), ask),
    measureServer(runtime.database, due, now(2), ask),
  ]);
  expect([...written].sort((one, other) => one - other)).toEqual([0, 288]);
  expect(await rows()).toHaveLength(288);
});

test("a span belongs to the build that ran through all of it, and to none where two did", async () => {
  const { id } = await runtime.database.environment.findFirstOrThrow({
    where: { programId, key: "staging" },
  });
  const deployed = { environmentId: id, side: "target", byName: "CI" } as const;
  await runtime.database.deployment.create({
    data: { ...deployed, commit: "aaaaaaa", at: now(-60), endedAt: now(-12) },
  });
  await runtime.database.deployment.create({
    data: { ...deployed, commit: "bbbbbbb", at: now(-12) },
  });
  await measure(now(2), answering({ p95: 0.118, samples: 250 }).ask);
  expect((await rows()).slice(-5).map(({ commit }) => commit)).toEqual([
    "aaaaaaa",
    "aaaaaaa",
    null,
    "bbbbbbb",
    "bbbbbbb",
  ]);
});

test("a baseline that begins in the past is measured from its start, once", async () => {
  await setBudget.run(
    { ...as(admin), now: now(-59) },
    {
      program,
      budget: "PB",
      definition: {
        surface: "pulls",
        threshold: "P95 <= baseline + 10%",
        queries: [query("p95", "s", "legacy")],
      },
      version: 1,
      reason: "for the test",
    },
  );
  await measure(now(2), answering({ p95: 0.1 }).ask);
  await startBaseline.run(
    { ...as(admin), now: now(4) },
    { program, environment: "staging", budget: "PB", startsAt: now(-3 * 24 * 60).toISOString() },
  );
  const backfill = answering({ p95: 0.1 });
  await measure(now(8), backfill.ask);
  expect(backfill.asked[0]?.from).toBe(now(-3 * 24 * 60 + 5).getTime());
  expect(await rows()).toHaveLength(3 * 288 + 1);
  const after = answering({ p95: 0.1 });
  await measure(now(20), after.ask);
  expect(after.asked[0]?.from).toBe(now(10).getTime());
});

test("what goes wrong stands in the server's row, the same of many once, and is gone when it is mended", async () => {
  await measure(now(2), answering({}).ask);
  const row = async () => (await listMetricServers.run(as(admin), { program })).servers[0];
  expect(await row()).toMatchObject({
    url: "http://prometheus.test:9090",
    queries: 2,
    problem: "PB P95 (target, staging) and 1 more: It answered nothing.",
    lastAt: now(2).toISOString(),
  });
  const absurd = answering({ p95: -1, samples: 5 });
  await measure(now(8), absurd.ask);
  expect((await row())?.problem).toBe("PB (target, staging): P95 is negative (-1000).");
  let count = 0;
  const silent = async () => {
    count += 1;
    return { points: [], problem: "It did not answer within 15 s.", notes: [] };
  };
  await measure(now(14), silent);
  expect(count).toBeLessThanOrEqual(2);
  await measure(now(20), answering({ p95: 0.1, samples: 300 }).ask);
  expect((await row())?.problem).toBeNull();
  const events = await runtime.database.auditEvent.count({
    where: { chain: programId, action: "record-measurements" },
  });
  expect(events).toBe(4);
});

test("a server is refused that is no plain address, and stays while budgets ask it", async () => {
  const set = (url: string) => setMetricServer.run(as(admin), { program, server, url });
  for (const [url, says] of [
    ["ftp://prometheus", "over http or https, not ftp"],
    ["file:///etc/passwd", "not file"],
    ["http://me:secret@prometheus", "Credentials do not belong"],
    ["http://prometheus/?x=1", "without a query"],
    ["prometheus", "is no address"],
  ] as const) {
    await expect(set(url)).rejects.toThrow(says);
  }
  await expect(removeMetricServer.run(as(admin), { program, server })).rejects.toThrow(
    "2 queries of budgets ask prometheus",
  );
});
