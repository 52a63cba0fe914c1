import { afterAll, beforeAll, expect, test } from "vitest";
import { signerOf, signOffProgram } from "@/bench/sign-off-rows";
import type { Actor } from "@/lib/domain/permissions";
import { askForSignature } from "@/lib/server/commands/ask-for-signature";
import { withdrawSignature } from "@/lib/server/commands/withdraw-signature";
import { listBatches } from "@/lib/server/queries/list-batches";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { previewSignOffRun } from "@/lib/server/queries/preview-sign-off-run";
import { readBatch } from "@/lib/server/queries/read-batch";
import { readRow, signRow, verifyExported } from "@/lib/server/sign-offs/test-signing";
import { as, inTeams } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

const program = "by-file";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;
let owner: Extract<Actor, { kind: "person" }>;

const byFile = [{ file: "routes.csv", row: 2, column: "status" }];

beforeAll(async () => {
  runtime = await startTestRuntime();
  const { database } = runtime;
  programId = await signOffProgram(database, program, 8, { batches: [8] });
  owner = await signerOf(database, programId);
  const set = (key: string, data: object) =>
    database.item.updateMany({ where: { programId, key }, data });
  const verified = { verification: "verified", provenance: { verification: byFile } };
  await set("ROUTE-000000", verified);
  await set("ROUTE-000001", { ...verified, attributes: { rollback_note: "back to python" } });
  await set("ROUTE-000002", {
    verification: "retired-approved",
    attributes: { notes: "retired by D-001" },
  });
});
afterAll(() => runtime.close());

const row = (n: number, actor: Actor = owner) => readRow(program, n, actor);
const sign = (n: number) => signRow(program, n, owner);
const keys = async (more: object) =>
  (await listSignOffs.run(as(owner), { program, ...more })).rows.map(({ key }) => key);

test("rows that a file brought to the end of the ladder are a list of their own, after what waits", async () => {
  expect(await keys({ waits: "unsigned" })).toEqual([
    "ROUTE-000000",
    "ROUTE-000001",
    "ROUTE-000002",
  ]);
  expect(await keys({ waits: "done" })).toEqual([]);
  expect((await keys({})).slice(5)).toEqual(["ROUTE-000000", "ROUTE-000001", "ROUTE-000002"]);
  const waits = await previewSignOffRun.run(as(owner), { program });
  expect(waits.rows.map(({ key }) => key)).not.toContain("ROUTE-000000");
  const asked = await previewSignOffRun.run(as(owner), { program, waits: ["unsigned"] });
  expect(asked.rows.map(({ key, says }) => [key, says])).toEqual([
    ["ROUTE-000000", null],
    ["ROUTE-000001", expect.stringContaining("names no place in the legacy source")],
    [
      "ROUTE-000002",
      expect.stringContaining("D-001, which would retire it, is not in the register"),
    ],
  ]);
});

test("its owner puts a signature beneath such a row, with all that the step needs, and it stays where it is", async () => {
  expect(await row(0)).toMatchObject({
    state: "verified",
    to: null,
    waits: "unsigned",
    missing: [],
  });
  expect((await sign(1)).refused[0]?.says).toContain("names no place in the legacy source");
  expect((await sign(2)).refused[0]?.says).toContain("D-001");
  await runtime.database.decision.create({
    data: {
      programId,
      key: "D-001",
      title: "retire it",
      status: "approved",
      position: 1,
      changedAt: new Date(),
      changedByName: "tests",
    },
  });
  expect((await sign(2)).signed).toHaveLength(1);
  const before = await runtime.database.item.findFirstOrThrow({
    where: { programId, key: "ROUTE-000000" },
  });
  const { signed } = await sign(0);
  expect(signed).toHaveLength(1);
  const after = await runtime.database.item.findFirstOrThrow({ where: { id: before.id } });
  expect(after).toEqual(before);
  expect(await row(0)).toMatchObject({
    state: "verified",
    waits: "done",
    signatures: [{ from: "verified", to: null, stale: [] }],
  });
  expect(await keys({ waits: "unsigned" })).toEqual(["ROUTE-000001"]);
  expect(await keys({ waits: "done" })).toEqual(["ROUTE-000000", "ROUTE-000002"]);
  expect((await sign(0)).refused[0]?.says).toBe("You have signed it already, and it stands.");
  expect(await verifyExported(program)).toMatchObject({
    faults: [],
    signatures: [{ state: "holds" }, { state: "holds" }],
  });
});

test("a signature that is taken back from beneath it leaves the row where its file put it, and unsigned", async () => {
  const [given] = (await row(0)).signatures;
  await withdrawSignature.run(as(owner), {
    program,
    signature: given?.id,
    reason: "another test is meant",
  });
  expect(await row(0)).toMatchObject({ state: "verified", waits: "unsigned" });
  expect(await keys({ waits: "unsigned" })).toEqual(["ROUTE-000000", "ROUTE-000001"]);
});

test("batches, the schedule and the queue count them alike: done, and how many of those by file", async () => {
  const batch = "BULK-8";
  const counted = async () => {
    const { rows, batches } = await listSignOffs.run(as(owner), { program, whose: "all" });
    const all = await listBatches.run(as(owner), { program });
    const one = await readBatch.run(as(owner), { program, batch });
    const filtered = await listSignOffs.run(as(owner), { program, whose: "mine" });
    const pick = (of?: { rows: number; done: number; unsigned: number }) =>
      of && [of.rows, of.done, of.unsigned];
    const inQueue = [
      rows.length,
      rows.filter(({ waits }) => waits === "done" || waits === "unsigned").length,
      rows.filter(({ waits }) => waits === "unsigned").length,
    ];
    expect(pick(batches.find(({ key }) => key === batch))).toEqual(inQueue);
    expect(pick(filtered.batches.find(({ key }) => key === batch))).toEqual(inQueue);
    expect(pick(all.batches.find(({ key }) => key === batch)?.counts)).toEqual(inQueue);
    expect(pick(all.waves.find(({ key }) => key === "W0")?.counts)).toEqual([2, 1, 1]);
    expect(pick(one.counts)).toEqual(inQueue);
    return [...inQueue, one.counts.ready];
  };
  expect(await counted()).toEqual([8, 3, 2, 5]);
  const asker = await inTeams(runtime.database, await signerOf(runtime.database, programId), []);
  await askForSignature.run(as(asker), { program, kind: "route", key: "ROUTE-000001" });
  expect(await row(1)).toMatchObject({ waits: "asked" });
  expect(await counted()).toEqual([8, 2, 1, 5]);
});
