import { randomUUID } from "node:crypto";
import { commitOf, storeResults } from "@/bench/generated-reports";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import { callJson, generatedTracker, startServer } from "@/bench/start-server";
import { type BenchResult, type BenchRow, quantile, type Suite } from "@/bench/suite";
import type { ImportView } from "@/lib/contract/imports";
import { applyImport } from "@/lib/server/commands/apply-import";
import { createProgram } from "@/lib/server/commands/create-program";
import { previewImport } from "@/lib/server/commands/preview-import";
import type { Database } from "@/lib/server/db";
import { bookCounts, forgetReadings, readBoard } from "@/lib/server/gates/gate-board";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Part = { readonly rows: readonly BenchRow[]; readonly goals: BenchResult["goals"] };

const rounds = 15;
const tests = 500;
const results = 1_000_000;
const day = 86_400_000;

const tenths = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;

/** The real program with a build of each side in every environment, and a passing run of every test. */
const realProgram = async (database: Database): Promise<string> => {
  const program = "real";
  await createProgram.run(as(admin), { key: program, legacy: "python", target: "go" });
  const { id } = await previewImport.run(as(admin), { program, files: realFiles("quay") });
  await applyImport.run(as(admin), { program, import: id });
  const { id: programId } = await database.program.findUniqueOrThrow({ where: { key: program } });
  const environments = await database.environment.findMany({ where: { programId } });
  const keys = await database.contractTest.findMany({
    where: { item: { programId } },
    distinct: ["key"],
    select: { key: true },
  });
  const digest = randomUUID();
  const at = new Date();
  await database.evidenceFile.create({ data: { digest, size: 1, createdAt: at } });
  for (const side of ["legacy", "target"] as const) {
    const commit = commitOf(side === "legacy" ? 1 : 2);
    await database.deployment.createMany({
      data: environments.map((environment) => ({
        environmentId: environment.id,
        side,
        commit,
        ancestors: [],
        at,
        byName: "bench",
      })),
    });
    const { id: evidenceId } = await database.evidence.create({
      data: {
        programId,
        kind: "test",
        format: "junit",
        outcome: "pass",
        side,
        commit,
        digest,
        series: side,
        collectedAt: at,
        reportedAt: at,
        reporterName: "bench",
        says: "",
      },
    });
    await database.testRun.createMany({
      data: keys.map(({ key }) => ({
        programId,
        testKey: key,
        side,
        commit,
        outcome: "passed",
        evidenceId,
        at,
        reports: [],
      })),
    });
  }
  return programId;
};

/** All gates of all capabilities in all environments: from an empty book, as they stand, after one report. */
const readReal = async (): Promise<Part> => {
  if (realFixtures() === null) return { rows: [], goals: [] };
  const runtime = await startTestRuntime();
  try {
    const { database } = runtime;
    const programId = await realProgram(database);
    const program = { id: programId, key: "real" };
    const read = () => readBoard(database, program, new Date());
    const timed = async (before: (round: number) => Promise<void> | void): Promise<number[]> => {
      const taken: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await before(round);
        const started = performance.now();
        await read();
        taken.push(performance.now() - started);
      }
      return taken;
    };
    const first = performance.now();
    const board = await read();
    const firstTook = performance.now() - first;
    const readings = board.environments.length * board.capabilities.length * board.gates.length;
    const cold = await timed(() => forgetReadings(programId));
    const warm = await timed(() => undefined);
    const [test] = await database.contractTest.findMany({
      where: { item: { programId, kind: "route", capabilityId: { not: null } } },
      orderBy: { key: "asc" },
      take: 1,
    });
    const { read: before } = bookCounts(programId);
    const after = await timed(async (round) => {
      await database.testRun.updateMany({
        where: { programId, testKey: test?.key ?? "", side: "target" },
        data: { at: new Date(Date.now() - round * 1000), outcome: round % 2 ? "passed" : "failed" },
      });
    });
    const again = (bookCounts(programId).read - before) / rounds;
    const rows = await database.item.count({ where: { programId } });
    const place = `${rows} rows, ${board.capabilities.length} capabilities x ${board.gates.length} gates x ${board.environments.length} environments`;
    return {
      rows: [
        { what: `the first time in a process: ${place}`, readings, "p50 ms": tenths(firstTook) },
        {
          what: "with nothing read before",
          readings,
          "p50 ms": tenths(quantile(cold, 0.5)),
          "p95 ms": tenths(quantile(cold, 0.95)),
        },
        {
          what: "after one report of one test",
          readings: again,
          "p50 ms": tenths(quantile(after, 0.5)),
          "p95 ms": tenths(quantile(after, 0.95)),
        },
        {
          what: "when nothing changed",
          readings: 0,
          "p50 ms": tenths(quantile(warm, 0.5)),
          "p95 ms": tenths(quantile(warm, 0.95)),
        },
      ],
      goals: [
        {
          says: `all ${readings} readings of the real program from nothing in under 100 ms (${tenths(quantile(cold, 0.5))} ms)`,
          holds: quantile(cold, 0.5) < 100,
        },
        {
          says: `one report reads only what it touches again (${again} of ${readings})`,
          holds: again > 0 && again <= 3 * board.environments.length * board.gates.length,
        },
      ],
    };
  } finally {
    await runtime.close();
  }
};

/** The board over the API, with a million test results stored. */
const readStored = async (): Promise<Part> => {
  const server = await startServer();
  try {
    const program = "reports";
    await callJson(server, "POST", "/programs", { key: program, legacy: "python", target: "go" });
    const form = new FormData();
    form.append("files", new Blob([generatedTracker(tests) as BlobPart]), "routes.csv");
    const at = `/programs/${program}/imports`;
    const preview = await callJson<ImportView>(server, "POST", at, form);
    await callJson(server, "POST", `${at}/${preview.id}/apply`);
    const stored = await storeResults(server, program, { results, tests });
    const place = `/programs/${program}/environments/staging`;
    await callJson(server, "POST", `${place}/deployments`, {
      side: "target",
      commit: commitOf(stored.length - 1),
      at: new Date(Date.now() - day / 24).toISOString(),
    });
    const taken: number[] = [];
    for (let round = 0; round < rounds * 4; round += 1) {
      const started = performance.now();
      await callJson(server, "GET", `${place}/gates`);
      taken.push(performance.now() - started);
    }
    const p95 = quantile(taken, 0.95);
    return {
      rows: [
        {
          what: `the board over the API, ${results.toLocaleString("en")} test results stored`,
          "p50 ms": tenths(quantile(taken, 0.5)),
          "p95 ms": tenths(p95),
        },
      ],
      goals: [
        {
          says: `the board with a million test results under 200 ms p95 (${tenths(p95)} ms)`,
          holds: p95 < 200,
        },
      ],
    };
  } finally {
    await server.stop();
  }
};

const run = async (): Promise<BenchResult> => {
  const parts = [await readReal(), await readStored()];
  return {
    name: "gates: every reading of a program",
    rows: parts.flatMap(({ rows }) => rows),
    goals: parts.flatMap(({ goals }) => goals),
  };
};

export const suite: Suite = { name: "gates", run };
