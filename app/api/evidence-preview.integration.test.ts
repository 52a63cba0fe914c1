import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ReportPreview } from "@/lib/contract/evidence";
import { type Input, problemIn } from "./test-border";
import { commit, failure, junit, startReporting, testcase } from "./test-evidence";

let desk: Awaited<ReturnType<typeof startReporting>>;
beforeAll(async () => {
  desk = await startReporting();
});
afterAll(() => desk.close());

describe("a dry run", () => {
  type Preview = { evidence: unknown[]; preview: ReportPreview[] };
  const preview = async (text: string, more: Input): Promise<ReportPreview> => {
    const before = await desk.traces();
    const response = await desk.report(text, { ...more, dryRun: "true" });
    const answer = (await response.json()) as Preview;
    expect(answer, JSON.stringify(answer)).toMatchObject({ evidence: [] });
    expect(await desk.traces()).toEqual(before);
    const [only] = answer.preview;
    if (!only) throw new Error("no preview");
    return only;
  };

  test("says what a report is and which contract tests would stand otherwise, as it then comes", async () => {
    const series = randomUUID();
    await desk.reported(junit(testcase("PT-1"), testcase("PT-2"), testcase("PT-3")), { series });
    const of = commit();
    const text = junit(testcase("PT-1"), testcase("PT-2", failure), testcase("PT-9"));
    const told = await preview(text, { commit: of, series });
    expect(told).toMatchObject({
      format: "junit",
      outcome: "fail",
      side: "target",
      commit: of,
      counts: { total: 3, matched: 2, unmatched: 1 },
      unmatched: ["Contract#PT-9"],
      changes: [{ test: "PT-2", was: "passed", becomes: "failed" }],
      changed: 1,
      repeats: null,
    });
    const stored = await desk.reported(text, { commit: of, series });
    expect(stored).toMatchObject({ says: told.says, counts: told.counts });
    expect(stored.supersedes).toBe(told.supersedes);
    expect(await desk.standingOf("PT-2")).toMatchObject({ lastOutcome: "failed" });
    expect(await preview(text, { commit: of, series })).toMatchObject({
      repeats: stored.id,
      changes: [],
    });
  });

  test("says that two reports of one build would disagree", async () => {
    const of = commit();
    await desk.reported(junit(testcase("PT-3")), { commit: of, series: "one" });
    const told = await preview(junit(testcase("PT-3", failure)), { commit: of, series: "two" });
    expect(told.changes).toEqual([{ test: "PT-3", was: "passed", becomes: "disputed" }]);
  });

  test("of an older run changes nothing", async () => {
    await desk.reported(junit(testcase("PT-2")));
    const collectedAt = "2020-01-01T00:00:00Z";
    const told = await preview(junit(testcase("PT-2", failure)), { collectedAt });
    expect(told.changes).toEqual([]);
  });

  test("of a measurement says of which budget", async () => {
    const k6 = JSON.stringify({ metrics: { http_req_duration: { values: { "p(95)": 104 } } } });
    const told = await preview(k6, { budget: "PB-PULL", environment: "staging" });
    const values = { p95: 104 };
    expect(told.measured).toEqual([
      { budget: "PB-PULL", side: "target", environment: "staging", values },
    ]);
  });

  test.each<[string, Input, number, RegExp]>([
    ["what would be refused", { side: "" }, 422, /ran against: python or go/],
    ["a word that is neither yes nor no", { dryRun: "perhaps" }, 422, /dryRun/],
  ])("refuses %s", async (_, more, status, says) => {
    const before = await desk.traces();
    const problem = await problemIn(
      await desk.report(junit(testcase("PT-1")), { dryRun: "true", ...more }),
    );
    expect(problem).toMatchObject({ status });
    expect(JSON.stringify(problem)).toMatch(says);
    expect(await desk.traces()).toEqual(before);
  });
});
