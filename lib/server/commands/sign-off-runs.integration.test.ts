import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signerOf, signOffProgram } from "@/bench/sign-off-rows";
import * as contract from "@/lib/contract/sign-off-runs";
import type { Actor } from "@/lib/domain/permissions";
import { advanceSignOffRun } from "@/lib/server/commands/advance-sign-off-run";
import { signOff } from "@/lib/server/commands/sign-off";
import { startSignOffRun } from "@/lib/server/commands/start-sign-off-run";
import { stopSignOffRun } from "@/lib/server/commands/stop-sign-off-run";
import { listSignOffRuns } from "@/lib/server/queries/list-sign-off-runs";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { previewSignOffRun } from "@/lib/server/queries/preview-sign-off-run";
import { readSignOffRun } from "@/lib/server/queries/read-sign-off-run";
import { signRuns } from "@/lib/server/sign-offs/run-work";
import { as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let count = 0;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

/** A program of its own of so many rows that are ready, all in one batch of the first team, and who signs them. */
const ready = async (rows: number) => {
  count += 1;
  const program = `bulk-${count}`;
  const { database } = runtime;
  const programId = await signOffProgram(database, program, rows, { batches: [rows] });
  return { program, programId, batch: `BULK-${rows}`, signer: await signerOf(database, programId) };
};

const preview = async (program: string, signer: Actor, more: object = {}) =>
  contract.previewSignOffRun.answer.parse(
    await previewSignOffRun.run(as(signer), { program, ...more }),
  );

type Preview = Awaited<ReturnType<typeof preview>>;

const start = async (program: string, signer: Actor, { run, rows }: Preview, more: object = {}) =>
  contract.startSignOffRun.answer.parse(
    await startSignOffRun.run(as(signer), {
      program,
      run,
      subjects: rows
        .filter(({ says }) => says === null)
        .map(({ kind, key, digest }) => ({ kind, key, digest })),
      ...more,
    }),
  );

const read = async (program: string, signer: Actor, run: string) =>
  contract.readSignOffRun.answer.parse(await readSignOffRun.run(as(signer), { program, run }));

const signatures = (programId: string) =>
  runtime.database.signature.findMany({ where: { programId }, orderBy: { subjectKey: "asc" } });

const chunk = (program: string, signer: Person, run: string, size: number) =>
  advanceSignOffRun.run(as(signer), { program, run, size });

test("a batch is shown row by row, signed in chunks, and each row is signed once and whole", async () => {
  const { program, programId, batch, signer } = await ready(120);
  await runtime.database.testStanding.updateMany({
    where: { programId, testKey: "PT-ROUTE-000007" },
    data: { lastOutcome: "failed" },
  });
  const shown = await preview(program, signer, { batch: [batch] });
  expect(shown).toMatchObject({ ready: 119, samplePercent: 0 });
  expect(shown.rows.find(({ key }) => key === "ROUTE-000007")?.says).toMatch(
    /PT-ROUTE-000007 fails/,
  );
  const begun = await start(program, signer, shown, { batch });
  expect(begun).toMatchObject({ state: "running", total: 119, signed: 0, isMine: true });
  await signRuns(runtime.database);
  expect(await read(program, signer, shown.run)).toMatchObject({
    state: "done",
    signed: 119,
    refused: 0,
    because: null,
  });
  const made = await signatures(programId);
  expect(new Set(made.map(({ subjectKey }) => subjectKey)).size).toBe(119);
  expect(made.every(({ batch: of, toState }) => of === batch && toState === "verified")).toBe(true);
  const events = await runtime.database.auditEvent.findMany({
    where: { chain: programId, action: "advance-sign-off-run" },
  });
  const held = events.flatMap(({ after }) => (after as { signed: { id: string }[] }).signed);
  expect(held.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
  expect(made.every(({ auditSequence }) => auditSequence !== null)).toBe(true);
  const { runs } = contract.listSignOffRuns.answer.parse(
    await listSignOffRuns.run(as(signer), { program }),
  );
  expect(runs.map(({ id }) => id)).toEqual([shown.run]);
});

test("a request that is sent twice starts one run, and two tabs at once sign each row once", async () => {
  const { program, programId, signer } = await ready(30);
  const shown = await preview(program, signer);
  const first = await start(program, signer, shown);
  expect(await start(program, signer, shown)).toEqual(first);
  const rows = shown.rows.map(({ kind, key, digest }) => ({ kind, key, digest }));
  const both = await Promise.all([
    signRuns(runtime.database),
    signOff.run(as(signer), { program, subjects: rows.slice(0, 20) }),
    signRuns(runtime.database),
  ]);
  const direct = both[1].signed.length;
  const run = await read(program, signer, shown.run);
  expect(run.signed + direct).toBe(30);
  expect(await signatures(programId)).toHaveLength(30);
  expect(run.signed + run.refused).toBe(30);
  expect(await runtime.database.signOffRun.count({ where: { programId } })).toBe(1);
  await expect(
    startSignOffRun.run(as(signer), { program, run: randomUUID(), subjects: rows }),
  ).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("Another run") });
});

test("what changed since it was shown is not signed, and holds up none of the others", async () => {
  const { program, programId, signer } = await ready(12);
  const shown = await preview(program, signer);
  await start(program, signer, shown);
  await chunk(program, signer, shown.run, 4);
  await runtime.database.item.updateMany({
    where: { programId, key: "ROUTE-000006" },
    data: { path: "/api/v1/elsewhere" },
  });
  await signRuns(runtime.database);
  const run = await read(program, signer, shown.run);
  expect(run).toMatchObject({ state: "done", signed: 11, refused: 1 });
  expect(run.refusals).toEqual([
    { kind: "route", key: "ROUTE-000006", says: expect.stringContaining("It changed") },
  ]);
});

test("a row that fails in the middle for a fault of the server is passed over with its reason", async () => {
  const { program, programId, signer } = await ready(9);
  const shown = await preview(program, signer);
  await start(program, signer, shown);
  // The one row that no signature can be written of.
  await runtime.database.$executeRawUnsafe(
    `ALTER TABLE "Signature" ADD CONSTRAINT "one_row_fails" CHECK ("programId" <> '${programId}' OR "subjectKey" <> 'ROUTE-000004')`,
  );
  await signRuns(runtime.database);
  await runtime.database.$executeRawUnsafe(
    `ALTER TABLE "Signature" DROP CONSTRAINT "one_row_fails"`,
  );
  const run = await read(program, signer, shown.run);
  expect(run).toMatchObject({ state: "done", signed: 8, refused: 1 });
  expect(run.refusals[0]).toMatchObject({
    key: "ROUTE-000004",
    says: expect.stringMatching(/^It could not be signed for a fault of the server \(request /),
  });
});

test("a run goes on where it was when the server that was at it is gone", async () => {
  const { program, programId, signer } = await ready(25);
  const shown = await preview(program, signer);
  await start(program, signer, shown);
  await chunk(program, signer, shown.run, 10);
  expect(await read(program, signer, shown.run)).toMatchObject({ state: "running", signed: 10 });
  await signRuns(runtime.database);
  expect(await read(program, signer, shown.run)).toMatchObject({ state: "done", signed: 25 });
  expect(await signatures(programId)).toHaveLength(25);
});

test("whoever may sign no more signs no more: a role revoked, a session ended, a team left, an account closed", async () => {
  const { database } = runtime;
  const ends: [string, (signer: Person) => Promise<unknown>, RegExp][] = [
    [
      "a role",
      ({ id }) => database.membership.deleteMany({ where: { personId: id } }),
      /or you have no role in it/,
    ],
    [
      "a role that signs",
      ({ id }) =>
        database.membership.updateMany({ where: { personId: id }, data: { role: "viewer" } }),
      /may not do this/,
    ],
    [
      "a session",
      ({ session }) =>
        database.session.update({
          where: { id: session?.id ?? "" },
          data: { endedAt: new Date() },
        }),
      /The session of .* has ended/,
    ],
    [
      "a team",
      ({ id }) => database.teamMember.deleteMany({ where: { personId: id } }),
      /in no team any more/,
    ],
    [
      "an account",
      ({ id }) => database.person.update({ where: { id }, data: { deactivatedAt: new Date() } }),
      /was deactivated/,
    ],
  ];
  for (const [what, end, says] of ends) {
    const { program, programId, signer } = await ready(10);
    const shown = await preview(program, signer);
    await start(program, signer, shown);
    await chunk(program, signer, shown.run, 4);
    await end(signer);
    await signRuns(database);
    const run = await read(program, { ...signer, isAdmin: true }, shown.run);
    expect(run, what).toMatchObject({ state: "stopped", signed: 4 });
    expect(run.because, what).toMatch(says);
    expect(run.because, what).toMatch(/What was signed before stays signed\.$/);
    expect(await signatures(programId), what).toHaveLength(4);
  }
});

test("whoever started it stops it, a manager does, and nobody else", async () => {
  const { program, programId, signer } = await ready(10);
  const shown = await preview(program, signer);
  await start(program, signer, shown);
  const stop = (actor: Actor) => stopSignOffRun.run(as(actor), { program, run: shown.run });
  await expect(stop(await personWith(runtime.database, "owner", programId))).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(await stop(await personWith(runtime.database, "manager", programId))).toMatchObject({
    state: "stopped",
    because: expect.stringMatching(/^manager-.* stopped it\.$/),
  });
  await signRuns(runtime.database);
  expect(await signatures(programId)).toEqual([]);
});

test("whoever proved who they are long ago proves it again before the first chunk, not before each", async () => {
  const { program, signer } = await ready(6);
  const long = new Date(Date.now() - 3_600_000);
  const shown = await preview(program, signer);
  const session = {
    id: signer.session?.id ?? "",
    startedAt: long,
    authenticatedAt: long,
    factorAt: null,
  };
  await expect(start(program, { ...signer, session }, shown)).rejects.toMatchObject({
    code: "needs-proof",
  });
  await start(program, signer, shown);
  await runtime.database.session.update({
    where: { id: session.id },
    data: { startedAt: long, authenticatedAt: long },
  });
  await signRuns(runtime.database);
  expect(await read(program, signer, shown.run)).toMatchObject({ state: "done", signed: 6 });
});

test("a queue has the batch that is due first at the top, its ready rows before the others", async () => {
  const { program, programId, signer } = await ready(20);
  const late = await runtime.database.batch.create({
    data: { programId, key: "LATE", title: "Late one", dueAt: new Date("2026-01-05T00:00:00Z") },
  });
  const items = await runtime.database.item.findMany({
    where: { programId, key: { in: ["ROUTE-000011", "ROUTE-000012"] } },
  });
  await runtime.database.batchItem.createMany({
    data: items.map(({ id }, position) => ({ batchId: late.id, itemId: id, position })),
  });
  await runtime.database.testStanding.updateMany({
    where: { programId, testKey: "PT-ROUTE-000011" },
    data: { lastOutcome: "failed" },
  });
  const { rows, batches, total } = await listSignOffs.run(as(signer), {
    program,
    whose: "mine",
    by: "batch",
  });
  expect(total).toBe(20);
  expect(rows.slice(0, 3).map(({ key }) => key)).toEqual([
    "ROUTE-000012",
    "ROUTE-000011",
    "ROUTE-000000",
  ]);
  expect(batches[0]).toMatchObject({ key: "LATE", title: "Late one", rows: 2, done: 0 });
  const waiting = await listSignOffs.run(as(signer), {
    program,
    batch: "LATE",
    waits: "next-step",
  });
  expect(waiting.total).toBe(2);
});
