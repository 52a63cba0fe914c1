import { signerOf, signOffProgram } from "@/bench/sign-off-rows";
import { type BenchResult, type BenchRow, quantile, type Suite } from "@/bench/suite";
import type { Actor } from "@/lib/domain/permissions";
import { openSignOff } from "@/lib/server/commands/open-sign-off";
import { signOff } from "@/lib/server/commands/sign-off";
import { startSignOffRun } from "@/lib/server/commands/start-sign-off-run";
import { type Database, sql } from "@/lib/server/db";
import { listBatches } from "@/lib/server/queries/list-batches";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { previewSignOffRun } from "@/lib/server/queries/preview-sign-off-run";
import { readBatch } from "@/lib/server/queries/read-batch";
import { readSignOffRun } from "@/lib/server/queries/read-sign-off-run";
import { signRuns } from "@/lib/server/sign-offs/run-work";
import { as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Goal = BenchResult["goals"][number];
type Person = Extract<Actor, { kind: "person" }>;

const rows = 50_000;
const rounds = 40;
const large = 10_000;
const program = "large";

const whole = (milliseconds: number): number => Math.round(milliseconds);

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

type Work = (round: number) => Promise<unknown>;
type Taken = { readonly times: readonly number[]; readonly processor: number };

/** Milliseconds of each round, and of the processor in one; what comes `before` one is not counted. */
const many = async (work: Work, before: Work = async () => undefined): Promise<Taken> => {
  await work(0);
  const times: number[] = [];
  let processor = 0;
  for (let round = 0; round < rounds; round += 1) {
    await before(round);
    const from = process.cpuUsage();
    times.push(await timed(() => work(round)));
    const { user, system } = process.cpuUsage(from);
    processor += (user + system) / 1000 / rounds;
  }
  return { times, processor };
};

const batchOf = (round: number): string => `BATCH-${String(30 + round).padStart(4, "0")}`;

/** The queue and the schedule as their pages ask for them, beside a bare count of the same rows. */
const readPages = async (
  database: Database,
  programId: string,
  signer: Person,
): Promise<{ rows: BenchRow[]; goals: Goal[] }> => {
  const queue = (more: object) => listSignOffs.run(as(signer), { program, ...more });
  const bare = await many(() =>
    database.$queryRaw(
      sql`SELECT count(*)::int FROM "Item" WHERE "programId" = ${programId}::uuid`,
    ),
  );
  // A row that was opened before is no write.
  let opened = 0;
  const open: Work = () =>
    openSignOff.run(as(signer), {
      program,
      kind: "route",
      key: `ROUTE-${String(opened++).padStart(6, "0")}`,
      digest: "0".repeat(64),
    });
  const asked: [string, Work, Work?][] = [
    ["the queue, its first page", () => queue({})],
    ["the queue, somewhere in it", (round) => queue({ offset: round * 1_000 })],
    ["the queue, its first page after a write", () => queue({}), open],
    ["the queue, mine by batch", () => queue({ whose: "mine", by: "batch" })],
    ["the queue of one batch", (round) => queue({ batch: batchOf(round) })],
    ["the queue, found by a text", (round) => queue({ q: String(10_000 + round) })],
    ["the queue, those that are stale", () => queue({ waits: "stale" })],
    ["the schedule", () => listBatches.run(as(signer), { program })],
    ["the schedule after a write", () => listBatches.run(as(signer), { program }), open],
    [
      "the page of a batch",
      (round) => readBatch.run(as(signer), { program, batch: batchOf(round) }),
    ],
  ];
  const found: BenchRow[] = [];
  const goals: Goal[] = [];
  for (const [what, ask, before] of asked) {
    const { times, processor } = await many(ask, before);
    const p95 = quantile(times, 0.95);
    found.push({
      what,
      "p50 ms": whole(quantile(times, 0.5)),
      "p95 ms": whole(p95),
      "processor ms": whole(processor),
      "x bare count": (processor / bare.processor).toFixed(1),
    });
    goals.push({ says: `${what}: p95 under 150 ms (${whole(p95)} ms)`, holds: p95 < 150 });
  }
  return { rows: found, goals };
};

/** Milliseconds that inserting so many rows of that size takes by itself. */
const bareInsert = (database: Database, programId: string, person: Person, count: number) =>
  timed(async () => {
    await database.$executeRaw(sql`
      INSERT INTO "Signature" ("id", "programId", "subjectKind", "subjectKey", "team", "personId",
        "personName", "meaning", "at", "authentication", "authenticatedAt", "shown", "digest",
        "claims", "wasOpened")
      SELECT gen_random_uuid(), ${programId}::uuid, 'bare', 'ROW-' || n, 'team-0', ${person.id}::uuid,
        'bench', 'approved', now(), 'password', now(),
        decode(repeat(md5(n::text), 16), 'hex'), repeat('0', 64),
        (SELECT jsonb_agg(jsonb_build_object('kind', 'value', 'field', 'f' || k, 'value', k))
         FROM generate_series(1, 12) k), false
      FROM generate_series(1, ${count}::int) n`);
    await database.$executeRaw(sql`
      DELETE FROM "Signature" WHERE "programId" = ${programId}::uuid AND "subjectKind" = 'bare'`);
  });

type Run = { signed: number; refused: number; state: string };

/** The longest that something else waited for the database while rows were signed. */
const longestWait = (database: Database) => {
  let isOver = false;
  let longest = 0;
  const asking = (async () => {
    while (!isOver) {
      longest = Math.max(longest, await timed(() => database.$queryRaw(sql`SELECT 1`)));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return async (): Promise<number> => {
    isOver = true;
    await asking;
    return longest;
  };
};

/** A whole batch, from what would be signed to the last signature. */
const signBatch = async (database: Database, programId: string, signer: Person, size: number) => {
  const bare = await bareInsert(database, programId, signer, size);
  const shown: {
    run: string;
    rows: { kind: string; key: string; digest: string; says: string | null }[];
  } = await previewSignOffRun.run(as(signer), { program, batch: [`BULK-${size}`] });
  const lookedAt = await timed(() =>
    previewSignOffRun.run(as(signer), { program, batch: [`BULK-${size}`] }),
  );
  const subjects = shown.rows
    .filter(({ says }) => says === null)
    .map(({ kind, key, digest }) => ({ kind, key, digest }));
  const waited = longestWait(database);
  const took = await timed(async () => {
    await startSignOffRun.run(as(signer), { program, run: shown.run, subjects });
    await signRuns(database);
  });
  const longest = await waited();
  const run: Run = await readSignOffRun.run(as(signer), { program, run: shown.run });
  if (run.state !== "done" || run.signed !== size) {
    throw new Error(`Signed ${run.signed} of ${size}: ${run.state}.`);
  }
  return { bare, lookedAt, took, longest };
};

const measure = async (database: Database): Promise<{ rows: BenchRow[]; goals: Goal[] }> => {
  const programId = await signOffProgram(database, program, rows, {
    batches: [274, 275, large],
    share: 0.6,
  });
  const signer = await signerOf(database, programId);
  const pages = await readPages(database, programId, signer);
  const found = [...pages.rows];
  const goals = [...pages.goals];

  const direct: { run: string; rows: { kind: string; key: string; digest: string }[] } =
    await previewSignOffRun.run(as(signer), { program, batch: ["BULK-275"] });
  const subjects = direct.rows
    .map(({ kind, key, digest }) => ({ kind, key, digest }))
    .slice(0, 200);
  const once = await timed(() => signOff.run(as(signer), { program, subjects }));
  found.push({ what: "200 rows in one request", "p50 ms": whole(once) });

  for (const [size, limit] of [
    [274, 2_000],
    [large, 30_000],
  ] as const) {
    const { bare, lookedAt, took, longest } = await signBatch(database, programId, signer, size);
    found.push(
      { what: `looking at ${size} rows before they are signed`, "p50 ms": whole(lookedAt) },
      {
        what: `signing ${size} rows in chunks`,
        "p50 ms": whole(took),
        "x bare insert": (took / bare).toFixed(1),
      },
      { what: `the longest wait of others meanwhile`, "p50 ms": whole(longest) },
    );
    goals.push(
      {
        says: `${size} rows signed in under ${limit / 1000} s (${(took / 1000).toFixed(2)} s)`,
        holds: took < limit,
      },
      {
        says: `nobody waits longer than 500 ms for the database meanwhile (${whole(longest)} ms)`,
        holds: longest < 500,
      },
    );
  }
  const after = await many(() => listSignOffs.run(as(signer), { program }));
  const p95 = quantile(after.times, 0.95);
  found.push({
    what: `the queue once ${large.toLocaleString("en")} rows are signed`,
    "p50 ms": whole(quantile(after.times, 0.5)),
    "p95 ms": whole(p95),
    "processor ms": whole(after.processor),
  });
  goals.push({ says: `with them signed: p95 under 150 ms (${whole(p95)} ms)`, holds: p95 < 150 });
  return { rows: found, goals };
};

/** The queue and bulk signing at 50,000 rows on the embedded database. */
const run = async (): Promise<BenchResult> => {
  const runtime = await startTestRuntime();
  try {
    return { name: "sign-offs at 50,000 rows", ...(await measure(runtime.database)) };
  } finally {
    await runtime.close();
  }
};

export const suite: Suite = { name: "sign-offs", run };
