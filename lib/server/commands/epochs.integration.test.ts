import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Receipt } from "@/lib/contract/receipts";
import { leaseOffice } from "@/lib/server/clients/leases";
import { followClients } from "@/lib/server/commands/follow-clients";
import { raiseEpochs } from "@/lib/server/commands/raise-epochs";
import { recogniseDatabase } from "@/lib/server/commands/recognise-database";
import { databaseIdentity } from "@/lib/server/database-identity";
import { readSwitches } from "@/lib/server/queries/read-switches";
import { admin, as } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
  await exampleProgram(runtime.database, "here");
});
afterAll(() => runtime.close());

const starter = as({ kind: "system", name: "start" });
const asks = async () => {
  const receipt = Receipt.parse({
    instance: "old-1",
    runtime: "test",
    client: "test/1",
    epoch: 1,
    version: 1,
    appliedAt: "2026-11-21T02:00:00Z",
    workers: [{ worker: "gc", owner: "python", state: "stopped", wantsLease: true }],
  });
  return leaseOffice("here", "staging", receipt);
};
const epochOf = async (environment = "staging") =>
  (await readSwitches.run(as(admin), { program: "here", environment })).epoch;

test("the database says which one it is, the same twice", async () => {
  const identity = await databaseIdentity(runtime.database);
  expect(identity).toMatch(/^\d+\/\d+\/\d+$/);
  expect(await databaseIdentity(runtime.database)).toBe(identity);
});

test("the first start and every start on the same database raise nothing; another one does", async () => {
  const recognise = (identity: string) => recogniseDatabase.run(starter, { identity });
  expect(await recognise("1/1/5")).toEqual({ environments: 0 });
  expect(await recognise("1/1/5")).toEqual({ environments: 0 });
  const before = await epochOf();
  const raised = await Promise.all([recognise("1/2/5"), recognise("1/2/5")]);
  expect(raised.map(({ environments }) => environments).sort()).toEqual([0, 2]);
  expect(await epochOf()).toBe(before + 1);
  expect(await epochOf("production")).toBe(before + 1);
});

test("an admin may say that it was restored", async () => {
  const before = await epochOf();
  expect(await raiseEpochs.run(as(admin), { reason: "restored last night's backup" })).toEqual({
    environments: 2,
  });
  expect(await epochOf()).toBe(before + 1);
});

test("a client that runs a version never made here is followed with a higher epoch, once", async () => {
  const [epoch, elsewhere] = [await epochOf(), await epochOf("production")];
  const follow = (seen: { epoch: number; version: number }) =>
    followClients.run(starter, {
      program: "here",
      environment: "staging",
      seen: { ...seen, instance: "gateway-1" },
    });
  expect(await follow({ epoch, version: 1 })).toEqual({ epoch });
  expect(await follow({ epoch, version: 9999 })).toEqual({ epoch: epoch + 1 });
  expect(await follow({ epoch, version: 9999 })).toEqual({ epoch: epoch + 1 });
  expect(await follow({ epoch: epoch + 2, version: 3 })).toEqual({ epoch: epoch + 3 });
  expect(await epochOf("production")).toBe(elsewhere);
});

test("an epoch that no restores explain is not followed", async () => {
  const epoch = await epochOf();
  await followClients.run(starter, {
    program: "here",
    environment: "staging",
    seen: { epoch: 2_000_000_000, version: 1, instance: "gateway-1" },
  });
  expect(await epochOf()).toBe(epoch);
});

test("after a restore nobody gets a lease until all that may have been given have ended, and fences go on above them", async () => {
  const { _max: before } = await runtime.database.switchRule.aggregate({ _max: { fence: true } });
  await raiseEpochs.run(as(admin), { reason: "restored last night's backup" });
  const began = performance.now();
  const { leases, refused } = await asks();
  expect(leases).toEqual([]);
  expect(refused[0]?.says).toMatch(/go may still run gc: an instance of before the restore/);
  const steady = vi.spyOn(performance, "now").mockImplementation(() => began + 120_000);
  const [lease] = (await asks()).leases;
  steady.mockRestore();
  expect(lease?.fence).toBeGreaterThan(before.fence ?? 0);
});
