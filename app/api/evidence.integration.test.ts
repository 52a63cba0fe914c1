import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { EvidenceSummary, ReportedEvidence } from "@/lib/contract/evidence";
import type { Problem } from "@/lib/contract/words";
import { bearer } from "@/lib/server/test-callers";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { call, type Input, problemIn, send } from "./test-border";

const program = "here";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;
const admin = () => bearer(runtime.localToken ?? "");

const commit = (): string => createHash("sha1").update(randomUUID()).digest("hex");
const testcase = (name: string, more = ""): string =>
  more === ""
    ? `<testcase classname="Contract" name="${name}"/>`
    : `<testcase classname="Contract" name="${name}">${more}</testcase>`;
const junit = (...cases: string[]): string =>
  `<testsuite name="contract">${cases.join("\n")}</testsuite>`;
const failure = '<failure message="expected 200, was 500"/>';

const report = async (text: string | Uint8Array, more: Input = {}): Promise<Response> =>
  call(
    "reportEvidence",
    { program, files: [["report.xml", text]], kind: "", side: "go", commit: commit(), ...more },
    admin(),
  );
const reported = async (text: string, more: Input = {}): Promise<ReportedEvidence> => {
  const response = await report(text, more);
  const answer = (await response.json()) as { evidence: ReportedEvidence[] };
  expect(answer, JSON.stringify(answer)).toHaveProperty("evidence");
  const [evidence] = answer.evidence;
  if (!evidence) throw new Error("no evidence");
  return evidence;
};
const read = async <Answer>(id: string, input: Input = {}): Promise<Answer> =>
  (await (await call(id, { program, ...input }, admin())).json()) as Answer;
const runOf = (testKey: string, of: string, side: "legacy" | "target" = "target") =>
  runtime.database.testRun.findUnique({
    where: { programId_testKey_side_commit: { programId, testKey, side, commit: of } },
  });
const standingOf = (testKey: string, side: "legacy" | "target" = "target") =>
  runtime.database.testStanding.findUnique({
    where: { programId_testKey_side: { programId, testKey, side } },
  });
const traces = async () =>
  Promise.all([
    runtime.database.evidence.count(),
    runtime.database.evidenceFile.count(),
    runtime.database.evidenceChunk.count(),
    runtime.database.testResult.count(),
    runtime.database.testRun.count(),
    runtime.database.testStanding.count(),
    runtime.database.unmatchedTest.count(),
    runtime.database.measurement.count(),
    runtime.database.auditEvent.count(),
  ]);
/** Where uploads are spooled to: a folder that no other test writes to. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-spool-"));
const spooled = (): string[] => fs.readdirSync(folder);

beforeAll(async () => {
  runtime = await startTestRuntime();
  vi.stubEnv("TMPDIR", folder);
  programId = await exampleProgram(runtime.database, program);
  await runtime.database.budget.create({
    data: {
      programId,
      key: "PB-PULL",
      surface: "pull",
      threshold: "P95 <= baseline + 10%",
      changedAt: new Date(),
      changedByName: "tests",
    },
  });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  fs.rmSync(folder, { recursive: true, force: true });
  await runtime.close();
});

describe("a report", () => {
  test("is stored with its digest, its results and what they mean for the contract tests", async () => {
    const of = commit();
    const text = junit(
      testcase("PT-1 pings"),
      testcase("TestPT_2", failure),
      testcase("something else"),
    );
    const evidence = await reported(text, {
      commit: of,
      runUrl: "https://ci.test/1",
      ref: "main",
      subject: "capability:registry",
    });
    expect(evidence).toMatchObject({
      kind: "test",
      format: "junit",
      outcome: "fail",
      side: "target",
      commit: of,
      runUrl: "https://ci.test/1",
      digest: createHash("sha256").update(text).digest("hex"),
      size: text.length,
      subjects: [{ level: "capability", key: "registry" }],
      counts: { total: 3, passed: 2, failed: 1, matched: 2, unmatched: 1 },
      says: "3 tests: 2 passed, 1 failed; 2 contract tests in it",
      tests: ["PT-1", "PT-2"],
      unmatched: ["Contract#something else"],
      isRepeated: false,
    });
    expect(await runOf("PT-1", of)).toMatchObject({ outcome: "passed" });
    expect(await standingOf("PT-2")).toMatchObject({
      lastOutcome: "failed",
      lastRunCommit: of,
      lastPassedAt: null,
    });
    const detail = await read<{
      total: number;
      results: { test: string | null; outcome: string; message: string | null }[];
    }>("readEvidence", { evidence: evidence.id, joined: "matched" });
    expect(
      detail.results.map(({ test: key, outcome, message }) => [key, outcome, message]),
    ).toEqual([
      ["PT-1", "passed", null],
      ["PT-2", "failed", "expected 200, was 500"],
    ]);
  });

  test("is handed out as it was reported", async () => {
    const text = junit(
      testcase("PT-1"),
      ...Array.from({ length: 30_000 }, (_, n) => testcase(`case ${n} é`)),
    );
    const { id, size } = await reported(text);
    expect(size).toBeGreaterThan(1024 * 1024);
    const response = await call("downloadEvidence", { program, evidence: id }, admin());
    expect(response.headers.get("content-disposition")).toContain(
      'attachment; filename="report.xml"',
    );
    expect(await response.text()).toBe(text);
  });

  test("is not handed out where what is stored is another file", async () => {
    const { id, digest } = await reported(junit(testcase("PT-1"), testcase(randomUUID())));
    const { deflateRawSync } = await import("node:zlib");
    await runtime.database.evidenceChunk.update({
      where: { digest_position: { digest, position: 0 } },
      data: { body: deflateRawSync(Buffer.from("<testsuite/>")) },
    });
    const problem = await problemIn(
      await call("downloadEvidence", { program, evidence: id }, admin()),
    );
    expect(problem).toMatchObject({ code: "conflict", detail: expect.stringContaining(digest) });
  });

  test("that comes again for the same commit, side and environment is answered as repeated", async () => {
    const of = commit();
    const text = junit(testcase("PT-1"), testcase(randomUUID()));
    const first = await reported(text, { commit: of });
    const before = await traces();
    expect(await reported(text, { commit: of })).toMatchObject({ id: first.id, isRepeated: true });
    expect(await traces()).toEqual(before);
    expect(await reported(text, { commit: of, side: "python" })).toMatchObject({
      isRepeated: false,
      side: "legacy",
    });
    expect(await reported(text, { commit: commit() })).toMatchObject({ isRepeated: false });
    expect(await runtime.database.evidenceFile.count({ where: { digest: first.digest } })).toBe(1);
  });

  test("supersedes what was reported before of the same series, which stays as it was", async () => {
    const series = randomUUID();
    const earlier = await reported(junit(testcase("PT-3", failure)), { series });
    const later = await reported(junit(testcase("PT-3")), { series });
    const { evidence } = await read<{ evidence: EvidenceSummary[] }>("listEvidence");
    const found = (id: string) => evidence.find((one) => one.id === id);
    expect(found(earlier.id)).toMatchObject({ supersededBy: later.id, outcome: "fail" });
    expect(found(later.id)).toMatchObject({ supersedes: earlier.id, supersededBy: null });
    const current = await read<{ evidence: EvidenceSummary[] }>("listEvidence", { current: true });
    expect(current.evidence.map(({ id }) => id)).not.toContain(earlier.id);
  });

  test("of one commit that disagrees with another is shown as disputed, never averaged", async () => {
    const of = commit();
    const failed = await reported(junit(testcase("PT-3", failure)), {
      commit: of,
      series: "shard 1",
    });
    expect(await runOf("PT-3", of)).toMatchObject({ outcome: "failed" });
    const passed = await reported(junit(testcase("PT-3")), { commit: of, series: "shard 2" });
    const run = await runOf("PT-3", of);
    expect(run).toMatchObject({ outcome: "disputed" });
    expect(
      ((run?.reports ?? []) as { evidence: string }[]).map(({ evidence }) => evidence).sort(),
    ).toEqual([failed.id, passed.id].sort());
    expect(await standingOf("PT-3")).toMatchObject({ lastOutcome: "disputed" });
  });

  test("of an older run changes nothing of where a test stands", async () => {
    const newer = commit();
    await reported(junit(testcase("PT-2")), { commit: newer });
    await reported(junit(testcase("PT-2", failure)), {
      commit: commit(),
      collectedAt: "2020-01-01T00:00:00Z",
    });
    expect(await standingOf("PT-2")).toMatchObject({ lastRunCommit: newer, lastOutcome: "passed" });
  });

  test("keeps runs against legacy apart from those against the target", async () => {
    const of = commit();
    await reported(junit(testcase("PT-1")), { commit: of, side: "python" });
    expect(await runOf("PT-1", of, "legacy")).toMatchObject({ outcome: "passed" });
    expect(await runOf("PT-1", of, "target")).toBeNull();
  });

  test("that measures becomes measurements of the budget that is named", async () => {
    const k6 = JSON.stringify({
      metrics: {
        http_req_duration: { values: { "p(95)": 104, "p(99)": 180, avg: 50 } },
        http_req_failed: { values: { rate: 0.5, passes: 1, fails: 1 } },
        http_reqs: { values: { count: 2, rate: 1 } },
      },
      state: { testRunDurationMs: 2000 },
    });
    const evidence = await reported(k6, { budget: "PB-PULL", environment: "staging" });
    expect(evidence).toMatchObject({
      kind: "measurement",
      format: "k6",
      measurements: 1,
      subjects: [{ level: "budget", key: "PB-PULL" }],
    });
    const { measured } = await read<{ measured: unknown[] }>("readEvidence", {
      evidence: evidence.id,
    });
    expect(measured).toEqual([
      expect.objectContaining({
        budget: "PB-PULL",
        side: "target",
        environment: "staging",
        seconds: 2,
        samples: 2,
        values: { p95: 104, p99: 180, average: 50, errorRate: 50, throughput: 1 },
      }),
    ]);
  });

  test("is stored with all others of its upload, or none of them is", async () => {
    const before = await traces();
    const files = [
      ["good.xml", junit(testcase("PT-1"))],
      ["bad.xml", "<suites/>"],
    ];
    const response = await call(
      "reportEvidence",
      { program, files, side: "go", commit: commit() },
      admin(),
    );
    expect(await problemIn(response)).toMatchObject({
      code: "unsupported-media",
      reasons: [{ file: "bad.xml" }],
    });
    expect(await traces()).toEqual(before);
  });
});

describe("what is wrong is refused in words, and nothing of it is stored", () => {
  const good = junit(testcase("PT-1"));
  const nested = `${"<testsuite>".repeat(10_000)}${testcase("a")}${"</testsuite>".repeat(10_000)}`;
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><testsuite>${testcase("&b;")}</testsuite>`;
  const k6 = JSON.stringify({ metrics: { http_req_duration: { values: { "p(95)": 1 } } } });
  test.each<[string, string, Input, number, RegExp]>([
    ["an empty file", "", {}, 422, /report\.xml is empty/],
    ["a report without a test", "<testsuites/>", {}, 422, /without a single test case/],
    [
      "a truncated report",
      '<testsuite>\n<testcase name="a',
      {},
      400,
      /ends too early, in line 2, column \d+/,
    ],
    ["XML that is no JUnit", "<suites/>", {}, 415, /root element is <suites>/],
    [
      "a benchmark's JSON",
      '[{"name":"fastify","requests":"1"}]',
      {},
      415,
      /JSON list of 1 entries.*Accepted are/,
    ],
    ["10,000 nested suites", nested, {}, 422, /more than 100 deep/],
    ["a billion laughs", laughs, {}, 422, /declares or fetches entities/],
    ["tests without a side", good, { side: "" }, 422, /ran against: python or go/],
    ["an unknown side", good, { side: "rust" }, 422, /no side of here: say python or go/],
    ["tests without a commit", good, { commit: "" }, 422, /of which commit/],
    ["a commit that is none", good, { commit: "main" }, 422, /hexadecimal/],
    ["an unknown environment", good, { environment: "moon" }, 404, /There are staging, production/],
    ["a measurement without a budget", k6, { environment: "staging" }, 422, /There are PB-PULL/],
    [
      "a measurement of an unknown budget",
      k6,
      { environment: "staging", budget: "PB-X" },
      404,
      /no budget "PB-X" in here\. There are PB-PULL/,
    ],
    [
      "a measurement without an environment",
      k6,
      { budget: "PB-PULL" },
      422,
      /in which environment/,
    ],
    ["k6 as tests", k6, { kind: "test" }, 422, /report it as measurement/],
    ["tests as a measurement", good, { kind: "measurement" }, 422, /measures nothing/],
    ["a time to come", good, { collectedAt: "2999-01-01T00:00:00Z" }, 422, /that is to come/],
    ["a run's address that is no page", good, { runUrl: "javascript:alert(1)" }, 422, /http/],
    ["a subject without a level", good, { subject: "registry" }, 422, /level and a key/],
  ])("%s", async (_, text, more, status, says) => {
    const before = await traces();
    const problem = await problemIn(await report(text, more));
    expect(problem).toMatchObject({ status, detail: expect.stringMatching(says) });
    expect(await traces()).toEqual(before);
    expect(spooled()).toEqual([]);
  });

  test("a file of more than 100 MB, as soon as it is", async () => {
    const MiB = 1024 * 1024;
    const head = '--b\r\ncontent-disposition: form-data; name="files"; filename="big.xml"\r\n\r\n';
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(sent === 0 ? Buffer.from(head) : new Uint8Array(MiB));
        sent += 1;
      },
    });
    const headers = { ...admin(), "content-type": "multipart/form-data; boundary=b" };
    const request = { headers, body, duplex: "half" } as RequestInit;
    const problem = await problemIn(await send("reportEvidence", { program }, request));
    expect(problem).toMatchObject({
      status: 413,
      code: "too-large",
      detail: expect.stringContaining("big.xml is larger than 100 MB"),
    });
    expect(sent).toBeLessThan(110);
    expect(spooled()).toEqual([]);
  });

  test.each<[string, RequestInit, number, RegExp]>([
    [
      "a form that was cut off",
      {
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: '--b\r\ncontent-disposition: form-data; name="files"; filename="a.xml"\r\n\r\n<testsuite>',
      },
      400,
      /cut off/,
    ],
    [
      "a form without a boundary",
      { headers: { "content-type": "multipart/form-data" }, body: "x" },
      400,
      /boundary/,
    ],
    ["JSON", { headers: { "content-type": "application/json" }, body: "{}" }, 415, /multipart/],
    [
      "a form without files",
      {
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: '--b\r\ncontent-disposition: form-data; name="side"\r\n\r\ngo\r\n--b--\r\n',
      },
      422,
      /at least one file/,
    ],
    [
      "a field that takes the place of the files",
      {
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: '--b\r\ncontent-disposition: form-data; name="files"\r\n\r\n/etc/passwd\r\n--b--\r\n',
      },
      422,
      /at least one file/,
    ],
  ])("%s", async (_, request, status, says) => {
    const headers = { ...admin(), ...request.headers };
    const problem = (await problemIn(
      await send("reportEvidence", { program }, { ...request, headers }),
    )) as Problem;
    expect(problem).toMatchObject({ status, detail: expect.stringMatching(says) });
    expect(spooled()).toEqual([]);
  });
});

describe("a test that matches nothing", () => {
  type Unmatched = { total: number; tests: { identity: string }[]; mappings: { test: string }[] };
  type Tests = {
    total: number;
    tests: { test: string | null; target: { outcome: string; commit: string } | null }[];
    states: Record<string, number>;
  };

  test("is mapped once for ever: the last report and the next count as the contract test", async () => {
    const of = commit();
    const name = randomUUID();
    const evidence = await reported(junit(testcase(name, failure)), { commit: of });
    const identity = `Contract#${name}`;
    expect(evidence.unmatched).toEqual([identity]);
    const listed = await read<Unmatched>("listUnmatchedTests", { q: name });
    expect(listed.tests.map((one) => one.identity)).toEqual([identity]);
    const response = await call("mapTest", { program, identity, test: "pt-2" }, admin());
    expect(await response.json()).toMatchObject({ test: "PT-2", results: 1 });
    expect(await runOf("PT-2", of)).toMatchObject({ outcome: "failed", evidenceId: evidence.id });
    expect(await read<Unmatched>("listUnmatchedTests", { q: name })).toMatchObject({ total: 0 });
    const next = commit();
    expect((await reported(junit(testcase(name)), { commit: next })).tests).toEqual(["PT-2"]);
    expect(await runOf("PT-2", next)).toMatchObject({ outcome: "passed" });
  });

  test.each<[string, Input, number, RegExp]>([
    [
      "to a contract test that no row names",
      { test: "PT-404" },
      404,
      /names the contract test PT-404/,
    ],
    ["where no such test was reported", { identity: "nobody#knows" }, 404, /matches nothing/],
  ])("is not mapped %s", async (_, more, status, says) => {
    const name = randomUUID();
    await reported(junit(testcase(name)));
    const input = { program, identity: `Contract#${name}`, test: "PT-1", ...more };
    const problem = await problemIn(await call("mapTest", input, admin()));
    expect(problem).toMatchObject({ status, detail: expect.stringMatching(says) });
  });

  test("is found by the program's patterns, which are shown before they are set", async () => {
    const of = commit();
    const word = randomUUID().replaceAll("-", "");
    await reported(junit(testcase(`${word}1`), testcase(`${word}77`)), { commit: of });
    const patterns = [{ field: "name", pattern: `^${word}(\\d+)$`, test: "PT-$1" }];
    const set = (more: Input) => call("setTestPatterns", { program, patterns, ...more }, admin());
    expect(await (await set({ dryRun: true })).json()).toMatchObject({
      patterns: [
        {
          joins: 1,
          unknown: 1,
          matches: expect.arrayContaining([
            expect.objectContaining({ name: `${word}1`, test: "PT-1", isKnown: true }),
            expect.objectContaining({ test: "PT-77", isKnown: false }),
          ]),
        },
      ],
      results: 0,
    });
    expect(await runOf("PT-1", of)).toBeNull();
    expect(await (await set({ reason: "our own names" })).json()).toMatchObject({ results: 1 });
    expect(await runOf("PT-1", of)).toMatchObject({ outcome: "passed" });
    expect((await reported(junit(testcase(`${word}2`)))).tests).toEqual(["PT-2"]);
    expect(await problemIn(await set({}))).toMatchObject({ code: "no-effect" });
  });

  test("a pattern that cannot be read is refused with its place", async () => {
    const patterns = [
      { field: "name", pattern: "fine", test: "PT-1" },
      { field: "name", pattern: "(unclosed", test: "PT-1" },
    ];
    const problem = await problemIn(await call("setTestPatterns", { program, patterns }, admin()));
    expect(problem).toMatchObject({ code: "invalid", reasons: [{ field: "patterns.1.pattern" }] });
  });

  test("tests are listed with their rows, owners and runs on both sides, the worst first", async () => {
    const of = commit();
    await reported(
      junit(testcase("PT-1"), testcase("PT-2", failure), testcase("PT-3", "<skipped/>")),
      { commit: of },
    );
    const { tests, states } = await read<Tests>("listTests", { side: "target" });
    expect(tests[0]).toMatchObject({
      test: "PT-2",
      items: [{ kind: "route", key: "R-2" }],
      teams: ["team-a"],
      target: { outcome: "failed", commit: of },
    });
    expect(states).toMatchObject({ failing: 1, passing: 1, skipped: 1, never: 0, untested: 1 });
    const failing = await read<Tests>("listTests", { state: ["failing"], side: "target" });
    expect(failing.tests.map((one) => one.test)).toEqual(["PT-2"]);
    const untested = await read<Tests>("listTests", { state: ["untested"] });
    expect(untested.tests).toEqual([
      expect.objectContaining({
        test: null,
        items: [expect.objectContaining({ kind: "worker", key: "W-1" })],
      }),
    ]);
    expect(await read<Tests>("listTests", { q: "R-3" })).toMatchObject({
      total: 1,
      tests: [{ test: "PT-3" }],
    });
    expect(await read<Tests>("listTests", { team: ["team-b"] })).toMatchObject({ total: 1 });
  });
});
