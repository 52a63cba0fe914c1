import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EvidenceSummary } from "@/lib/contract/evidence";
import { call, problemIn } from "./test-border";
import { commit, failure, junit, program, startReporting, testcase } from "./test-evidence";

let desk: Awaited<ReturnType<typeof startReporting>>;
beforeAll(async () => {
  desk = await startReporting();
});
afterAll(() => desk.close());

describe("a report", () => {
  test("is stored with its digest, its results and what they mean for the contract tests", async () => {
    const of = commit();
    const text = junit(
      testcase("PT-1 pings"),
      testcase("TestPT_2", failure),
      testcase("something else"),
    );
    const evidence = await desk.reported(text, {
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
    expect(await desk.runOf("PT-1", of)).toMatchObject({ outcome: "passed" });
    expect(await desk.standingOf("PT-2")).toMatchObject({
      lastOutcome: "failed",
      lastRunCommit: of,
      lastPassedAt: null,
    });
    const detail = await desk.read<{
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
    const { id, size } = await desk.reported(text);
    expect(size).toBeGreaterThan(1024 * 1024);
    const response = await call("downloadEvidence", { program, evidence: id }, desk.admin());
    expect(response.headers.get("content-disposition")).toContain(
      'attachment; filename="report.xml"',
    );
    expect(await response.text()).toBe(text);
  });

  test("is not handed out where what is stored is another file", async () => {
    const { id, digest } = await desk.reported(junit(testcase("PT-1"), testcase(randomUUID())));
    const { deflateRawSync } = await import("node:zlib");
    await desk.database.evidenceChunk.update({
      where: { digest_position: { digest, position: 0 } },
      data: { body: deflateRawSync(Buffer.from("<testsuite/>")) },
    });
    const problem = await problemIn(
      await call("downloadEvidence", { program, evidence: id }, desk.admin()),
    );
    expect(problem).toMatchObject({ code: "conflict", detail: expect.stringContaining(digest) });
  });

  test("that comes again for the same commit, side and environment is answered as repeated", async () => {
    const of = commit();
    const text = junit(testcase("PT-1"), testcase(randomUUID()));
    const first = await desk.reported(text, { commit: of });
    const before = await desk.traces();
    expect(await desk.reported(text, { commit: of })).toMatchObject({
      id: first.id,
      isRepeated: true,
    });
    expect(await desk.traces()).toEqual(before);
    expect(await desk.reported(text, { commit: of, side: "python" })).toMatchObject({
      isRepeated: false,
      side: "legacy",
    });
    expect(await desk.reported(text, { commit: commit() })).toMatchObject({ isRepeated: false });
    expect(await desk.database.evidenceFile.count({ where: { digest: first.digest } })).toBe(1);
  });

  test("supersedes what was reported before of the same series, which stays as it was", async () => {
    const series = randomUUID();
    const earlier = await desk.reported(junit(testcase("PT-3", failure)), { series });
    const later = await desk.reported(junit(testcase("PT-3")), { series });
    const { evidence } = await desk.read<{ evidence: EvidenceSummary[] }>("listEvidence");
    const found = (id: string) => evidence.find((one) => one.id === id);
    expect(found(earlier.id)).toMatchObject({ supersededBy: later.id, outcome: "fail" });
    expect(found(later.id)).toMatchObject({ supersedes: earlier.id, supersededBy: null });
    const current = await desk.read<{ evidence: EvidenceSummary[] }>("listEvidence", {
      current: true,
    });
    expect(current.evidence.map(({ id }) => id)).not.toContain(earlier.id);
  });

  test("of one commit that disagrees with another is shown as disputed, never averaged", async () => {
    const of = commit();
    const failed = await desk.reported(junit(testcase("PT-3", failure)), {
      commit: of,
      series: "shard 1",
    });
    expect(await desk.runOf("PT-3", of)).toMatchObject({ outcome: "failed" });
    const passed = await desk.reported(junit(testcase("PT-3")), { commit: of, series: "shard 2" });
    const run = await desk.runOf("PT-3", of);
    expect(run).toMatchObject({ outcome: "disputed" });
    expect(
      ((run?.reports ?? []) as { evidence: string }[]).map(({ evidence }) => evidence).sort(),
    ).toEqual([failed.id, passed.id].sort());
    expect(await desk.standingOf("PT-3")).toMatchObject({ lastOutcome: "disputed" });
  });

  test("of an older run changes nothing of where a test stands", async () => {
    const newer = commit();
    await desk.reported(junit(testcase("PT-2")), { commit: newer });
    await desk.reported(junit(testcase("PT-2", failure)), {
      commit: commit(),
      collectedAt: "2020-01-01T00:00:00Z",
    });
    expect(await desk.standingOf("PT-2")).toMatchObject({
      lastRunCommit: newer,
      lastOutcome: "passed",
    });
  });

  test("keeps runs against legacy apart from those against the target", async () => {
    const of = commit();
    await desk.reported(junit(testcase("PT-1")), { commit: of, side: "python" });
    expect(await desk.runOf("PT-1", of, "legacy")).toMatchObject({ outcome: "passed" });
    expect(await desk.runOf("PT-1", of, "target")).toBeNull();
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
    const evidence = await desk.reported(k6, { budget: "PB-PULL", environment: "staging" });
    expect(evidence).toMatchObject({
      kind: "measurement",
      format: "k6",
      measurements: 1,
      subjects: [{ level: "budget", key: "PB-PULL" }],
    });
    const { measured } = await desk.read<{ measured: unknown[] }>("readEvidence", {
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
    const before = await desk.traces();
    const files = [
      ["good.xml", junit(testcase("PT-1"))],
      ["bad.xml", "<suites/>"],
    ];
    const response = await call(
      "reportEvidence",
      { program, files, side: "go", commit: commit() },
      desk.admin(),
    );
    expect(await problemIn(response)).toMatchObject({
      code: "unsupported-media",
      reasons: [{ file: "bad.xml" }],
    });
    expect(await desk.traces()).toEqual(before);
  });
});
