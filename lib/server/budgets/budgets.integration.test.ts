import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { doMeasuring } from "@/lib/server/budgets/measuring";
import { budgetProgram, definition, writeHours } from "@/lib/server/budgets/test-budgets";
import { abandonBaseline } from "@/lib/server/commands/abandon-baseline";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { closeBaseline } from "@/lib/server/commands/close-baseline";
import { removeBudget } from "@/lib/server/commands/remove-budget";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { setBudget } from "@/lib/server/commands/set-budget";
import { startBaseline } from "@/lib/server/commands/start-baseline";
import { listBudgets } from "@/lib/server/queries/list-budgets";
import { readBudget } from "@/lib/server/queries/read-budget";
import { admin, as } from "@/lib/server/test-actors";
import { requestWorld } from "@/lib/server/test-requests";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let program: string;
let programId: string;
let stagingId: string;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());
beforeEach(async () => {
  ({ program, programId, stagingId } = await budgetProgram(runtime.database));
});

const hour = 3_600_000;
const day = 24 * hour;
const reason = "for the test";
const budget = "PB-REG-PULL";
const place = () => ({ program, environment: "staging", budget });
const set = (more: object = {}, version = 0) =>
  setBudget.run(as(admin), {
    program,
    budget,
    definition: { ...definition, ...more },
    version,
    reason,
  });
const at = (now: Date) => ({ ...as(admin), now });
const budgetId = async (): Promise<string> =>
  (await runtime.database.budget.findFirstOrThrow({ where: { programId, key: budget } })).id;
const measure = async (
  side: "legacy" | "target",
  times: readonly Date[],
  values: Record<string, number>,
  more: object = {},
) =>
  writeHours(
    runtime.database,
    { budgetId: await budgetId(), environmentId: stagingId, side },
    times,
    values,
    more,
  );
const deploy = (commit: string, since: Date) =>
  runtime.database.deployment.create({
    data: { environmentId: stagingId, side: "target", commit, at: since, byName: "CI" },
  });
const reading = async (now = new Date()) => (await readBudget.run(at(now), place())).reading;

describe("a budget", () => {
  test("is made, changed on the version that was seen, and removed with what was measured", async () => {
    const made = await set();
    expect(made).toMatchObject({ key: budget, version: 1, faults: [] });
    expect(made.clauses.map(({ metric }) => metric)).toEqual(["p95", "errorRate"]);
    await expect(set()).rejects.toThrow("There is a budget PB-REG-PULL already.");
    expect((await set({ threshold: "p95 <= 50ms" }, 1)).version).toBe(2);
    await expect(set({}, 1)).rejects.toMatchObject({
      code: "stale-version",
      facts: { version: 2 },
    });
    await measure("target", [new Date()], { p95: 40 });
    await removeBudget.run(as(admin), { program, budget, version: 2, reason });
    expect((await listBudgets.run(as(admin), { program })).budgets).toEqual([]);
  });

  test("that is not understood is refused with every fault and its place", async () => {
    const refused = set({
      threshold: "P95 <= base line + ten, error rate <= 50 ms",
      covers: [{ level: "family", key: "nowhere" }],
      queries: [
        {
          environment: "moon",
          side: "legacy",
          metric: "p95",
          server: "none",
          query: "up",
          unit: "%",
        },
      ],
    });
    await expect(refused).rejects.toMatchObject({
      code: "invalid",
      reasons: [
        {
          field: "threshold",
          column: "character 8",
          says: expect.stringContaining('"P95 <=" was understood; "base line + ten" was not'),
        },
        { field: "threshold", column: "character 39" },
        { field: "queries.0", says: "P95 is answered in ms or s, not in %." },
        { field: "queries.0", says: "There is no environment moon." },
        { field: "queries.0", says: "There is no metric server none." },
        { field: "covers.0", says: "There is no family nowhere." },
      ],
    });
  });

  test("is asked for with a request where an environment is protected, approved and applied", async () => {
    const world = await requestWorld(runtime.database);
    const [ines, amara] = [await world.person("manager"), await world.person("manager")];
    const edit = { budget, version: 0, definition };
    const refused = setBudget.run(as(ines), { program: world.program, ...edit, reason });
    await expect(refused).rejects.toMatchObject({
      code: "needs-request",
      facts: { environment: "production", request: { criteria: { kind: "budget", budget } } },
    });
    const wrong = { ...definition, threshold: "P95 <= ten" };
    const asked = (criteria: object) =>
      requestFlip.run(as(ines), { ...world.production, reason, criteria });
    await expect(asked({ kind: "budget", ...edit, definition: wrong })).rejects.toThrow(
      '"ten" is no number',
    );
    const { number } = await asked({ kind: "budget", ...edit });
    await world.decide(amara, number);
    await applyRequest.run(as(ines), { ...world.production, number });
    const { budgets } = await listBudgets.run(as(admin), { program: world.program });
    expect(budgets).toMatchObject([{ key: budget, version: 1, threshold: definition.threshold }]);
  });
});

describe("from the window to the verdict", () => {
  const start = new Date(Math.floor(Date.now() / hour) * hour - 20 * day);
  const hours = (count: number, from = start): Date[] =>
    Array.from({ length: count }, (_, index) => new Date(from.getTime() + (index + 1) * hour));

  test("a whole window is closed when its time has come, frozen, and the target is held against it", async () => {
    await set();
    await measure("legacy", hours(14 * 24), { p95: 104, errorRate: 0.2 });
    const { id } = await startBaseline.run(as(admin), {
      ...place(),
      startsAt: start.toISOString(),
    });
    expect((await reading()).state).toBe("collecting");
    await doMeasuring(runtime.database, new Date());
    const { baselines, reading: after } = await readBudget.run(as(admin), place());
    expect(baselines).toMatchObject([
      {
        id,
        state: "baselined",
        closedBy: "schedule",
        faults: [],
        progress: { daysPast: 14, expected: 14, covered: 14, samples: 33_600 },
        values: [
          { metric: "p95", value: 104 },
          { metric: "errorRate", value: 0.2 },
        ],
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(after.state).toBe("baselined");

    await deploy("c0ffee1", new Date(Date.now() - 2 * day));
    await measure(
      "target",
      [new Date(Date.now() - 3 * day)],
      { p95: 90, errorRate: 0.1 },
      { samples: 900 },
    );
    expect(await reading()).toMatchObject({
      state: "unknown",
      because: expect.stringContaining("older than the build that runs there and names none"),
    });
    await measure(
      "target",
      [new Date(Date.now() - hour)],
      { p95: 118, errorRate: 0.4 },
      {
        samples: 500,
        commit: "c0ffee1",
        source: "k6",
      },
    );
    expect(await reading()).toMatchObject({
      state: "breached",
      because: "P95 118 ms; baseline 104 ms + 10 % = 114.4 ms: breached by 3.6 ms",
      short: "+3.6 ms",
      samples: 500,
      commit: "c0ffee1",
      link: `/programs/${program}/budgets/${budget}?environment=staging`,
    });
    const { series } = await readBudget.run(as(admin), place());
    expect(series[0]).toMatchObject({
      metric: "p95",
      unit: "ms",
      baseline: 104,
      limits: [{ value: 114.4, label: "P95 <= baseline + 10% (114.4 ms)" }],
    });
    expect(series[0]?.legacy.length).toBeGreaterThan(100);

    await runtime.database.deployment.updateMany({ data: { endedAt: new Date() } });
    await deploy("deadbeef", new Date());
    expect(await reading()).toMatchObject({
      state: "unknown",
      because: expect.stringContaining("which does not run there"),
    });
  });

  test("an incomplete window stays collecting when it is over, and says what is missing", async () => {
    await set();
    await measure("legacy", hours(5 * 24), { p95: 104 });
    const { id } = await startBaseline.run(as(admin), {
      ...place(),
      startsAt: start.toISOString(),
    });
    await doMeasuring(runtime.database, new Date());
    const { baselines } = await readBudget.run(as(admin), place());
    expect(baselines[0]).toMatchObject({
      state: "collecting",
      faults: ["it is incomplete: 5 of 14 expected spans have samples (35.7 %, 90 % needed)"],
    });
    expect(baselines[0]?.progress?.gaps).toEqual([
      {
        from: new Date(start.getTime() + 5 * day).toISOString(),
        to: new Date(start.getTime() + 14 * day).toISOString(),
      },
    ]);
    const close = { ...place(), baseline: id };
    await expect(closeBaseline.run(as(admin), close)).rejects.toMatchObject({
      code: "needs-acknowledgement",
      message: expect.stringContaining("5 of 14 expected spans"),
    });
    const closed = await closeBaseline.run(as(admin), {
      ...close,
      reason: "the rest was a holiday",
    });
    expect(closed).toMatchObject({ state: "baselined", words: "the rest was a holiday" });
    expect(await reading()).toMatchObject({
      state: "unknown",
      because: expect.stringContaining("the baseline does not hold: it is incomplete: 5 of 14"),
    });
    await expect(closeBaseline.run(as(admin), { ...close, reason })).rejects.toThrow(
      /was closed by tests on .*; what it holds is frozen/,
    );
  });

  test("a window of two samples, and an empty one", async () => {
    await set();
    await startBaseline.run(as(admin), place());
    await expect(startBaseline.run(as(admin), place())).rejects.toThrow(
      "is being collected in staging",
    );
    const [open] = (await listBudgets.run(as(admin), { program })).collecting;
    const close = { ...place(), baseline: open?.id, reason: "two are enough" };
    await expect(closeBaseline.run(as(admin), close)).rejects.toThrow("there is nothing to freeze");
    const now = new Date(Date.now() + 2 * hour);
    await measure("legacy", [new Date(Date.now() + hour), now], { p95: 104 }, { samples: 1 });
    await closeBaseline.run(at(now), close);
    const { state, because } = await reading(now);
    expect([state, because]).toEqual([
      "unknown",
      expect.stringContaining("it has 2 samples (200 needed)"),
    ]);
  });

  test("a window that was given up is read by nothing, and another may begin", async () => {
    await set();
    const { id } = await startBaseline.run(as(admin), place());
    const gone = await abandonBaseline.run(as(admin), {
      ...place(),
      baseline: id,
      reason: "wrong load",
    });
    expect(gone).toMatchObject({ state: "abandoned", words: "wrong load" });
    expect((await reading()).because).toContain("there is no baseline: start one");
    await startBaseline.run(as(admin), place());
  });
});

test("measurements that cannot be are refused by their place, and a polled span is written once", async () => {
  await set();
  const times = [new Date(Date.now() - hour), new Date()];
  await expect(measure("target", times, { p95: -1 })).rejects.toMatchObject({
    code: "invalid",
    reasons: [{ row: 1, says: "P95 is negative (-1)." }, { row: 2 }],
  });
  await expect(measure("target", times, { errorRate: 140 })).rejects.toThrow("more than all");
  await expect(measure("target", times, { p95: 50, p99: 40 })).rejects.toThrow("P99 is below P95");
  await expect(measure("target", times, {})).rejects.toThrow("It has no value.");
  expect(await measure("target", times, { p95: 50 })).toBe(2);
  expect(await measure("target", times, { p95: 50 })).toBe(0);
  expect(await measure("legacy", times, { p95: 50 })).toBe(2);
});
