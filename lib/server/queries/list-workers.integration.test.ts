import { afterAll, beforeAll, expect, test } from "vitest";
import { Receipt } from "@/lib/contract/receipts";
import { listWorkers as operation } from "@/lib/contract/workers";
import { leaseOffice } from "@/lib/server/clients/leases";
import { receiptSink } from "@/lib/server/clients/receipt-sink";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { liftForce } from "@/lib/server/commands/lift-force";
import { listWorkers } from "@/lib/server/queries/list-workers";
import { planCoupledSet } from "@/lib/server/queries/plan-coupled-set";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
const staging = { program: "here", environment: "staging" };
const reason = "asked for by the test";
beforeAll(async () => {
  runtime = await startTestRuntime();
  await exampleProgram(runtime.database, "here");
});
afterAll(() => runtime.close());

const gc = async () => {
  const { workers } = operation.answer.parse(await listWorkers.run(as(admin), staging));
  const [worker] = workers;
  if (!worker) throw new Error("there is no worker");
  return worker;
};

/** What a supervisor's receipt does: leases are decided, and what it says is written down. */
const report = async (instance: string, owner: string, state: string, wantsLease: boolean) => {
  const receipt = Receipt.parse({
    instance,
    runtime: "test",
    client: "test/1",
    epoch: 1,
    version: 1,
    appliedAt: new Date().toISOString(),
    workers: [{ worker: "gc", owner, state, wantsLease }],
  });
  const { decisions: _, observed: __, ...said } = receipt;
  await receiptSink(runtime.database).deliver("here", "staging", {
    instances: [{ ...said, silentMilliseconds: 0, decisions: 0 }],
    traffic: [],
  });
  return leaseOffice("here", "staging", receipt);
};

const take = async (step: { rules: object[] } | undefined, more: object = {}, actor = admin) => {
  const { version } = await listWorkers.run(as(admin), staging);
  const rules = step?.rules;
  return changeSwitches.run(as(actor), {
    ...staging,
    expectedVersion: version,
    reason,
    rules,
    ...more,
  });
};

test("a worker that nobody reports may be flipped, and is said not to be guaranteed", async () => {
  expect(await gc()).toMatchObject({
    side: "legacy",
    step: "running",
    guarantee: "not-guaranteed",
  });
  const flipped = await take({ rules: [{ level: "worker", key: "gc", owner: "go" }] });
  expect(flipped.effect.warnings.join()).toContain("not guaranteed");
  await take({ rules: [{ level: "worker", key: "gc", owner: "python" }] });
});

test("a reported worker is led from legacy over off and drained to the target, and back", async () => {
  await report("old-1", "python", "running", true);
  const direct = { rules: [{ level: "worker", key: "gc", owner: "go" }] };
  await expect(take(direct)).rejects.toMatchObject({
    code: "interlocked",
    message: expect.stringContaining("Hand it over"),
  });

  const [handOver] = (await gc()).next;
  expect(handOver?.title).toBe("Hand over to go");
  await take(handOver);
  const draining = await gc();
  expect(draining).toMatchObject({ side: "off", step: "draining", handoff: "go" });
  expect(draining.waits[0]?.says).toContain("old-1 (python)");
  expect(draining.next[0]).toMatchObject({ title: "Start on go", isFlip: true, isEarly: true });
  await expect(take(draining.next[0])).rejects.toMatchObject({ code: "interlocked" });

  await report("old-1", "python", "stopped", false);
  const drained = await gc();
  expect(drained).toMatchObject({ step: "drained", waits: [] });
  expect(drained.next[0]).toMatchObject({ isEarly: false });
  await take(drained.next[0]);
  expect((await report("new-1", "go", "stopped", true)).leases).toMatchObject([{ owner: "go" }]);
  expect(await gc()).toMatchObject({ side: "target", step: "running", guarantee: "leases" });

  const [back] = (await gc()).next;
  expect(back).toMatchObject({ title: "Start on python", isFlip: false });
  expect((await take(back)).effect.kind).toBe("rollback");
  expect((await report("old-1", "python", "stopped", true)).refused).toHaveLength(1);
  await report("new-1", "go", "stopped", false);
  expect((await report("old-1", "python", "stopped", true)).leases).toHaveLength(1);
});

test("skipping a step takes breaking glass, by a person who may", async () => {
  await report("old-1", "python", "running", true);
  const direct = { rules: [{ level: "worker", key: "gc", owner: "go" }] };
  const engineer = await personWith(runtime.database, "engineer");
  const forced = await take(direct, { breakGlass: { reason: "legacy is on fire" } }, engineer);
  expect(forced.effect.kind).toBe("flip");
  // The lease still keeps them apart.
  expect((await report("new-1", "go", "stopped", true)).refused).toHaveLength(1);
  await take({ rules: [{ level: "worker", key: "gc", owner: "python" }] });
});

test("under force a worker in the middle of a handoff goes to legacy, one that was stopped stays off", async () => {
  await take({ rules: [{ level: "worker", key: "gc", owner: "off", handoff: "go" }] });
  await forceLegacy.run(as(admin), { ...staging, reason });
  expect(await gc()).toMatchObject({ side: "legacy", owner: "python" });
  await liftForce.run(as(admin), { ...staging, reason });
  await take({ rules: [{ level: "worker", key: "gc", owner: "off" }] });
  await forceLegacy.run(as(admin), { ...staging, reason });
  expect(await gc()).toMatchObject({ side: "off", step: "stopped" });
  await liftForce.run(as(admin), { ...staging, reason });
});

test("a coupled set is one plan: stop, switch, start", async () => {
  await take({ rules: [{ level: "worker", key: "gc", owner: "python" }] });
  const plan = await planCoupledSet.run(as(admin), {
    ...staging,
    level: "worker",
    key: "gc",
    to: "go",
  });
  expect(plan.steps.map(({ kind }) => kind)).toEqual(["stop", "start"]);
  await expect(
    planCoupledSet.run(as(admin), { ...staging, level: "worker", key: "gc", to: "rust" }),
  ).rejects.toMatchObject({ code: "invalid" });
  await expect(
    planCoupledSet.run(as(admin), { ...staging, level: "route", key: "R-9", to: "go" }),
  ).rejects.toMatchObject({ code: "not-found" });
});
