import { afterAll, beforeAll, expect, test } from "vitest";
import { signerOf, signOffProgram } from "@/bench/sign-off-rows";
import * as contract from "@/lib/contract/sign-off-runs";
import type { Actor } from "@/lib/domain/permissions";
import { openSignOff } from "@/lib/server/commands/open-sign-off";
import { signOff } from "@/lib/server/commands/sign-off";
import { startSignOffRun } from "@/lib/server/commands/start-sign-off-run";
import { withdrawSignature } from "@/lib/server/commands/withdraw-signature";
import { previewSignOffRun } from "@/lib/server/queries/preview-sign-off-run";
import { readSignOffRun } from "@/lib/server/queries/read-sign-off-run";
import { signRuns } from "@/lib/server/sign-offs/run-work";
import { as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;
type Name = { readonly kind: string; readonly key: string };

const percent = 25;
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let count = 0;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

/** A program that asks for a quarter of the rows, with forty that are ready in one batch, and who signs them. */
const ready = async () => {
  count += 1;
  const program = `sample-${count}`;
  const { database } = runtime;
  const programId = await signOffProgram(database, program, 40, { batches: [40] });
  await database.program.update({
    where: { id: programId },
    data: { signOffRules: { samplePercent: percent } },
  });
  const signer = await signerOf(database, programId);
  const preview = async (subjects?: readonly Name[], by: Person = signer) =>
    contract.previewSignOffRun.answer.parse(
      await previewSignOffRun.run(as(by), { program, ...(subjects ? { subjects } : {}) }),
    );
  const open = async (rows: Awaited<ReturnType<typeof preview>>["rows"]) => {
    for (const { kind, key, digest } of rows) {
      await openSignOff.run(as(signer), { program, kind, key, digest });
    }
  };
  const start = async ({ run, rows }: Awaited<ReturnType<typeof preview>>) =>
    contract.startSignOffRun.answer.parse(
      await startSignOffRun.run(as(signer), {
        program,
        run,
        subjects: rows.map(({ kind, key, digest }) => ({ kind, key, digest })),
      }),
    );
  return { program, programId, signer, preview, open, start };
};

const keysOf = (rows: readonly { key: string }[]): string[] => rows.map(({ key }) => key).sort();
const namesOf = (rows: readonly Name[]): Name[] => rows.map(({ kind, key }) => ({ kind, key }));

test("rows that are drawn have to be opened, are the same however often it is asked, and are kept", async () => {
  const { programId, program, preview, open, start, signer } = await ready();
  const shown = await preview();
  const drawn = shown.rows.filter(({ isSampled }) => isSampled);
  expect(drawn.length).toBeGreaterThanOrEqual(10);
  expect(drawn.length).toBeLessThan(40);
  expect(shown.leftOut).toEqual([]);
  expect(await preview()).toEqual(shown);
  const two = shown.rows.slice(0, 2).map(({ kind, key, digest }) => ({ kind, key, digest }));
  await expect(signOff.run(as(signer), { program, subjects: two })).rejects.toMatchObject({
    code: "conflict",
  });
  await open(drawn.slice(1));
  await expect(start(shown)).rejects.toMatchObject({
    code: "conflict",
    reasons: [{ field: drawn[0]?.key }],
  });
  await open(drawn.slice(0, 1));
  expect(await start(shown)).toMatchObject({ sampled: drawn.length, leftOut: 0 });
  await signRuns(runtime.database);
  const made = await runtime.database.signature.findMany({ where: { programId } });
  const signedKeys = (rows: typeof made) => rows.map(({ subjectKey }) => subjectKey).sort();
  expect(signedKeys(made.filter(({ wasSampled }) => wasSampled))).toEqual(keysOf(drawn));
  expect(signedKeys(made.filter(({ wasOpened }) => wasOpened))).toEqual(keysOf(drawn));
});

test("another run, of one row or of others, draws nothing anew; leaving drawn rows out is told and kept", async () => {
  const { program, programId, preview, open, start, signer } = await ready();
  const all = await preview();
  const drawn = all.rows.filter(({ isSampled }) => isSampled);
  const others = all.rows.filter(({ isSampled }) => !isSampled);
  // A run of one row, which would have drawn all anew by its id.
  const one = await preview(namesOf(others.slice(0, 1)));
  expect(one.rows.map(({ isSampled }) => isSampled)).toEqual([true]);
  await open(one.rows);
  await start(one);
  await signRuns(runtime.database);
  const again = await preview();
  expect(again.run).not.toBe(all.run);
  const drawnAgain = keysOf(again.rows.filter(({ isSampled }) => isSampled));
  expect(drawnAgain).toEqual(keysOf(drawn));
  // All but the drawn ones: those that always are stay drawn and are named, and the rest draws its own share.
  const without = await preview(namesOf(others.slice(1)));
  const own = without.rows.filter(({ isSampled }) => isSampled);
  expect(own.length).toBeGreaterThanOrEqual(Math.ceil((others.length - 1) / 4));
  expect(without.leftOut.length).toBeGreaterThan(0);
  expect(keysOf(drawn)).toEqual(expect.arrayContaining(keysOf(without.leftOut)));
  await open(own);
  const begun = await start(without);
  expect(begun).toMatchObject({ leftOut: without.leftOut.length, rowsLeftOut: without.leftOut });
  const event = await runtime.database.auditEvent.findFirstOrThrow({
    where: { chain: programId, action: "start-sign-off-run" },
    orderBy: { sequence: "desc" },
  });
  expect(event.after).toMatchObject({
    leftOut: without.leftOut.map(({ kind, key }) => `${kind}:${key}`),
  });
  await signRuns(runtime.database);
  // What was left out has to be opened, alone as together.
  const rest = await preview();
  const left = rest.rows.filter(({ key }) => without.leftOut.some((row) => row.key === key));
  expect(left.every(({ isSampled }) => isSampled)).toBe(true);
  const [first] = left;
  if (!first) throw new Error("nothing was left out");
  const sign = () =>
    signOff.run(as(signer), {
      program,
      subjects: [{ kind: first.kind, key: first.key, digest: first.digest }],
    });
  expect(await sign()).toMatchObject({
    signed: [],
    refused: [{ key: first.key, says: expect.stringContaining("you have to open it") }],
  });
  await open([first]);
  expect((await sign()).signed).toHaveLength(1);
  const run = await readSignOffRun.run(as(signer), { program, run: without.run });
  expect(run.rowsLeftOut).toEqual(without.leftOut);
});

test("another run of its tests leaves a row drawn; another person draws others; a signature draws anew", async () => {
  const { program, programId, preview, open, signer } = await ready();
  const drawnIn = async (by?: Person) =>
    (await preview(undefined, by)).rows.filter(({ isSampled }) => isSampled);
  const before = await drawnIn();
  await runtime.database.testStanding.updateMany({
    where: { programId },
    data: { lastRunAt: new Date() },
  });
  expect(keysOf(await drawnIn())).toEqual(keysOf(before));
  const other = await signerOf(runtime.database, programId);
  expect(keysOf(await drawnIn(other))).not.toEqual(keysOf(before));
  // Signed and taken back, each as often: some of the rows have other ranks then.
  const rows = await drawnIn();
  await open(rows);
  for (const { kind, key, digest } of rows) {
    const { signed } = await signOff.run(as(signer), {
      program,
      subjects: [{ kind, key, digest }],
    });
    const [given] = signed;
    await withdrawSignature.run(as(signer), {
      program,
      signature: given?.signature,
      reason: "given too early",
    });
  }
  expect(keysOf(await drawnIn())).not.toEqual(keysOf(before));
});
