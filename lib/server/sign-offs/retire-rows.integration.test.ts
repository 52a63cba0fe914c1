import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signerOf, signOffProgram } from "@/bench/sign-off-rows";
import type { Actor } from "@/lib/domain/permissions";
import { approveDecision } from "@/lib/server/commands/approve-decision";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { signOff } from "@/lib/server/commands/sign-off";
import { startSignOffRun } from "@/lib/server/commands/start-sign-off-run";
import { withdrawSignature } from "@/lib/server/commands/withdraw-signature";
import { previewSignOffRun } from "@/lib/server/queries/preview-sign-off-run";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { signRuns } from "@/lib/server/sign-offs/run-work";
import { readSnapshot } from "@/lib/server/switches/snapshot";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

const program = "retiring";
const environment = "staging";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;
let owner: Extract<Actor, { kind: "person" }>;

const worker = { kind: "worker", key: "PROC-008" };
const route = { kind: "route", key: "ROUTE-000003" };

beforeAll(async () => {
  runtime = await startTestRuntime();
  const { database } = runtime;
  programId = await signOffProgram(database, program, 6, { batches: [6] });
  owner = await signerOf(database, programId);
  const team = await database.team.findUniqueOrThrow({ where: { key: "team-0" } });
  const retiring = {
    verification: "needs-triage",
    attributes: { notes: "retired by D-001" },
  };
  await database.item.create({
    data: {
      ...retiring,
      ...worker,
      programId,
      title: "storagereplication",
      switchName: "storagereplication",
      isSwitchable: true,
      teamId: team.id,
    },
  });
  await database.item.updateMany({ where: { programId, ...route }, data: retiring });
  await database.item.updateMany({
    where: { programId, ...route },
    data: { pattern: "/api/v1/resource/3" },
  });
  await database.program.update({
    where: { id: programId },
    data: { inventoryVersion: { increment: 1 } },
  });
  await database.decision.create({
    data: {
      programId,
      key: "D-001",
      title: "no replication",
      status: "approved",
      position: 1,
      changedAt: new Date(),
      changedByName: "tests",
    },
  });
});
afterAll(() => runtime.close());

const snapshot = async () => {
  const read = await readSnapshot(runtime.database, program, environment);
  if (!read) throw new Error("there is no snapshot");
  return read;
};
const read = (row: typeof worker) => readSignOff.run(as(owner), { program, ...row });
const item = (row: typeof worker) =>
  runtime.database.item.findFirstOrThrow({ where: { programId, ...row } });
const sign = async (row: typeof worker) => {
  const { digest } = await read(row);
  return signOff.run(as(owner), { program, subjects: [{ ...row, digest }] });
};
const flip = async (level: "worker" | "route", key: string) =>
  changeSwitches.run(as(admin), {
    program,
    environment,
    expectedVersion: (await snapshot()).version,
    changeId: randomUUID(),
    reason: "it runs on go now",
    rules: [{ level, key, owner: "go" }],
  });

test("whoever approved the decision that retires a row does not sign its retirement", async () => {
  const { database } = runtime;
  const where = { programId_key: { programId, key: "D-001" } };
  await database.decision.update({ where, data: { status: "open", owner: "team-0" } });
  const { version } = await database.decision.findUniqueOrThrow({ where });
  const vote = { program, decision: "D-001", verdict: "approve", version, comment: "it is so" };
  await approveDecision.run(as(owner), vote);
  expect(await sign(worker)).toMatchObject({
    signed: [],
    refused: [{ says: expect.stringContaining("You approved the decision that retires it") }],
  });
  await database.decisionApproval.deleteMany({ where: { personId: owner.id } });
});

test("a worker that is retired with a signature has no switch any more, in every environment's next version", async () => {
  await flip("worker", "storagereplication");
  const before = await snapshot();
  expect(before.workers.storagereplication?.owner).toBe("go");
  expect((await sign(worker)).signed).toHaveLength(1);
  expect(await item(worker)).toMatchObject({
    verification: "retired-approved",
    isSwitchable: false,
    provenance: { isSwitchable: [{ file: "signalbox" }] },
  });
  const after = await snapshot();
  expect(after.workers).toEqual({});
  expect(after.version).toBe(before.version + 1);
  await expect(flip("worker", "storagereplication")).rejects.toThrow();
  const change = await runtime.database.switchChange.findFirstOrThrow({
    where: { environment: { programId, key: environment }, version: after.version },
  });
  expect(change).toMatchObject({
    kind: "retirement",
    reason: "Retired with a signature: worker PROC-008",
    actorName: owner.name,
  });
});

test("a retirement that went stale leaves the row without a switch, and one taken back gives it to legacy", async () => {
  const decision = { programId_key: { programId, key: "D-001" } };
  const { database } = runtime;
  await database.decision.update({ where: decision, data: { status: "open" } });
  expect(await read(worker)).toMatchObject({ waits: "stale", state: "retired-approved" });
  expect((await snapshot()).workers).toEqual({});
  await database.decision.update({ where: decision, data: { status: "approved" } });
  const [given] = (await read(worker)).signatures;
  const { version } = await snapshot();
  await withdrawSignature.run(as(owner), {
    program,
    signature: given?.id,
    reason: "it is needed for a while",
  });
  const back = await item(worker);
  expect(back).toMatchObject({ verification: "needs-triage", isSwitchable: true });
  expect(back.provenance).not.toHaveProperty("isSwitchable");
  const after = await snapshot();
  expect(after.version).toBe(version + 1);
  // Its rule said go when it was retired: nobody asked for that now.
  expect(after.workers.storagereplication?.owner).toBe("python");
});

test("a route is retired in a run of many, and never to be found on the target when that is taken back", async () => {
  await flip("route", route.key);
  const shown = await previewSignOffRun.run(as(owner), { program });
  const subjects = shown.rows
    .filter(({ says }) => says === null)
    .map(({ kind, key, digest }) => ({ kind, key, digest }));
  await startSignOffRun.run(as(owner), { program, run: shown.run, subjects });
  await signRuns(runtime.database);
  expect(await item(route)).toMatchObject({
    verification: "retired-approved",
    isSwitchable: false,
  });
  expect((await snapshot()).routes.map(({ id }) => id)).not.toContain(route.key);
  expect(await runtime.database.item.count({ where: { programId, isSwitchable: true } })).toBe(5);
  const [given] = (await read(route)).signatures;
  await withdrawSignature.run(as(owner), { program, signature: given?.id, reason: "not yet" });
  const back = (await snapshot()).routes.find(({ id }) => id === route.key);
  expect(back?.owner).toBe("python");
});
