import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { signerOf, signOffProgram } from "@/bench/sign-off-rows";
import { startSignOffRun } from "@/lib/server/commands/start-sign-off-run";
import { listBatches } from "@/lib/server/queries/list-batches";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { previewSignOffRun } from "@/lib/server/queries/preview-sign-off-run";
import { readBatch } from "@/lib/server/queries/read-batch";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { signRuns } from "@/lib/server/sign-offs/run-work";
import { as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Signer = Awaited<ReturnType<typeof signerOf>>;

const program = "counted";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let signer: Signer;
const sent = vi.spyOn(pg.Client.prototype, "query");

beforeAll(async () => {
  runtime = await startTestRuntime();
  const programId = await signOffProgram(runtime.database, program, 200, { batches: [10, 40] });
  signer = await signerOf(runtime.database, programId);
});
afterAll(async () => {
  sent.mockRestore();
  await runtime.close();
});

/** How often the database is asked meanwhile. */
const asked = async (work: () => Promise<unknown>): Promise<number> => {
  sent.mockClear();
  await work();
  return sent.mock.calls.length;
};

/** Signs a whole batch, in chunks. */
const signBatch = async (batch: string, size: number): Promise<void> => {
  const { run, rows } = await previewSignOffRun.run(as(signer), { program, batch: [batch] });
  const subjects = rows.map(({ kind, key, digest }) => ({ kind, key, digest }));
  expect(subjects).toHaveLength(size);
  await startSignOffRun.run(as(signer), { program, run, subjects });
  await signRuns(runtime.database);
};

describe("the database is asked as often for many rows as for one", () => {
  test.each([
    ["the queue", (limit: number) => listSignOffs.run(as(signer), { program, limit })],
    [
      "mine, by batch",
      (limit: number) =>
        listSignOffs.run(as(signer), { program, whose: "mine", by: "batch", limit }),
    ],
    [
      "what a run would sign",
      (limit: number) =>
        previewSignOffRun.run(as(signer), {
          program,
          batch: [limit === 1 ? "BULK-10" : "BULK-40"],
        }),
    ],
  ])("%s", async (_, read) => {
    await read(1);
    const one = await asked(() => read(1));
    expect(await asked(() => read(40))).toBe(one);
    expect(one).toBeLessThan(50);
  });

  test("a page of the queue, a row, the schedule and a batch take a handful of questions", async () => {
    const row = { program, kind: "route", key: "ROUTE-000001" };
    expect(await asked(() => listSignOffs.run(as(signer), { program }))).toBeLessThan(18);
    expect(await asked(() => readSignOff.run(as(signer), row))).toBeLessThan(18);
    await listBatches.run(as(signer), { program });
    expect(await asked(() => listBatches.run(as(signer), { program }))).toBeLessThan(8);
    expect(
      await asked(() => readBatch.run(as(signer), { program, batch: "BULK-40" })),
    ).toBeLessThan(6);
  });

  test("a chunk of a run", async () => {
    const few = await asked(() => signBatch("BULK-10", 10));
    expect(await asked(() => signBatch("BULK-40", 40))).toBe(few);
  });
});
