import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { Receipt } from "@/lib/contract/receipts";
import type { Actor } from "@/lib/domain/permissions";
import { leaseOffice } from "@/lib/server/clients/leases";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { liftForce } from "@/lib/server/commands/lift-force";
import { readSwitches } from "@/lib/server/queries/read-switches";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let engineer: Actor;
const staging = { program: "here", environment: "staging" };
const reason = "asked for by the test";
beforeAll(async () => {
  runtime = await startTestRuntime();
  await exampleProgram(runtime.database, "here");
  engineer = await personWith(runtime.database, "engineer");
});
afterAll(() => runtime.close());

const own = async (owner: string): Promise<void> => {
  const { version } = await readSwitches.run(as(admin), staging);
  const rules = [{ level: "worker", key: "gc", owner }];
  // In one step: what leases do about it is looked at here, not the handoff.
  const breakGlass = { reason };
  await changeSwitches
    .run(as(engineer), { ...staging, expectedVersion: version, reason, rules, breakGlass })
    .catch((error: { code?: string }) => {
      if (error.code !== "no-effect") throw error;
    });
};
const report = (instance: string, ...workers: object[]) =>
  leaseOffice(
    "here",
    "staging",
    Receipt.parse({
      instance,
      runtime: "test",
      client: "test/1",
      epoch: 1,
      version: 1,
      appliedAt: "2026-11-21T02:00:00Z",
      workers,
    }),
  );
const wants = (owner: string, worker = "gc") => ({
  worker,
  owner,
  state: "stopped",
  wantsLease: true,
});
const stopped = (owner: string) => ({ worker: "gc", owner, state: "stopped" });

beforeEach(async () => {
  await liftForce.run(as(admin), { ...staging, reason });
  await own("python");
  await runtime.database.workerLease.deleteMany({});
});

test("the owner that the rules name gets a lease, told shorter than it holds", async () => {
  const { leases, refused } = await report("old-1", wants("python"));
  expect(refused).toEqual([]);
  expect(leases).toMatchObject([{ worker: "gc", owner: "python", milliseconds: 50_000 }]);
  const left = Date.parse(leases[0]?.until ?? "") - Date.now();
  expect(left).toBeGreaterThan(55_000);
  expect((await report("new-1", wants("go"))).refused).toEqual([
    { worker: "gc", says: "gc belongs to python." },
  ]);
});

test("after a flip the new owner waits until the old one says that it has stopped", async () => {
  await report("old-1", wants("python"));
  await own("go");
  const { leases, refused } = await report("new-1", wants("go"));
  expect(leases).toEqual([]);
  expect(refused[0]?.says).toMatch(/python may still run gc: old-1 holds a lease until/);
  await report("old-1", stopped("python"));
  expect((await report("new-1", wants("go"))).leases).toMatchObject([{ owner: "go" }]);
});

test("a word that was said before a lease was given does not give it back", async () => {
  const [first] = (await report("old-1", wants("python"))).leases;
  await new Promise((resolve) => setTimeout(resolve, 5));
  const [second] = (await report("old-1", { ...wants("python"), state: "running" })).leases;
  await own("go");
  await report("old-1", { ...stopped("python"), leaseUntil: first?.until });
  await report("old-1", { ...stopped("python"), leaseUntil: null });
  expect((await report("new-1", wants("go"))).leases).toEqual([]);
  await report("old-1", { ...stopped("python"), leaseUntil: second?.until });
  expect((await report("new-1", wants("go"))).leases).toHaveLength(1);
});

test("force gives legacy the lease only when the target's has ended, with a higher fence", async () => {
  await own("go");
  const [target] = (await report("new-1", wants("go"))).leases;
  await forceLegacy.run(as(admin), { ...staging, reason });
  expect((await report("old-1", wants("python"))).leases).toEqual([]);
  expect((await report("new-1", wants("go"))).refused[0]?.says).toBe("gc belongs to python.");
  await report("new-1", stopped("go"));
  const [legacy] = (await report("old-1", wants("python"))).leases;
  expect(legacy?.fence).toBeGreaterThan(target?.fence ?? 0);
});

test("a lease that ran out without a word lets the other owner in, by the clock that nobody sets", async () => {
  await report("old-1", wants("python"));
  await own("go");
  // As after somebody set the database's clock ahead.
  await runtime.database.workerLease.updateMany({ data: { until: new Date(Date.now() - 1) } });
  expect((await report("new-1", wants("go"))).leases).toEqual([]);
  const began = performance.now();
  const steady = vi.spyOn(performance, "now").mockImplementation(() => began + 61_000);
  expect((await report("new-1", wants("go"))).leases).toHaveLength(1);
  steady.mockRestore();
});

test("what is not known, not an owner, or off is refused in words", async () => {
  expect((await report("x", wants("go", "nobody"))).refused[0]?.says).toMatch(/no worker nobody/);
  expect((await report("x", wants("rust"))).refused[0]?.says).toMatch(/rust is not an owner/);
  await own("off");
  expect((await report("x", wants("python"))).refused[0]?.says).toBe("gc is off: nobody runs it.");
});

test("leases that restarts left behind are forgotten, and the fence stays", async () => {
  const [first] = (await report("old-1", wants("python"))).leases;
  await report("old-1", stopped("python"));
  await runtime.database.workerLease.updateMany({ data: { until: new Date(0) } });
  const began = performance.now();
  const steady = vi.spyOn(performance, "now").mockImplementation(() => began);
  await report("old-2", wants("python"));
  steady.mockImplementation(() => began + 61_000);
  const [second] = (await report("old-2", wants("python"))).leases;
  steady.mockRestore();
  expect(second?.fence).toBe(first?.fence);
  const rows = await runtime.database.workerLease.findMany();
  expect(rows.map(({ instance }) => instance)).toEqual(["old-2"]);
});

test("a worker that changes hands leaves a trace, a renewal none", async () => {
  const traces = () => runtime.database.auditEvent.count({ where: { action: "grant-leases" } });
  const before = await traces();
  await report("old-1", wants("python"));
  expect(await traces()).toBe(before + 1);
  await report("old-1", { ...wants("python"), state: "running" });
  expect(await traces()).toBe(before + 1);
});

test("asked for by both sides at once during flips, no two owners ever hold leases", async () => {
  const holders = async () => {
    const open = await runtime.database.workerLease.findMany({
      where: { releasedAt: null, until: { gt: new Date() } },
    });
    return new Set(open.map(({ owner }) => owner)).size;
  };
  for (let round = 0; round < 12; round += 1) {
    const flips = own(round % 2 === 0 ? "go" : "python");
    const asks = [1, 2, 3].flatMap((n) => [
      report(`old-${n}`, Math.random() < 0.5 ? stopped("python") : wants("python")),
      report(`new-${n}`, Math.random() < 0.5 ? stopped("go") : wants("go")),
    ]);
    await Promise.all([flips, ...asks]);
    expect(await holders()).toBeLessThan(2);
  }
});
