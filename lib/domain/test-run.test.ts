import { describe, expect, it, test } from "vitest";
import type { TestOutcome } from "./test-report";
import { outcomeOfCases, outcomeOfReports, type RunReport, withReport } from "./test-run";

const report = (
  outcome: TestOutcome,
  evidence = outcome,
  at = "2026-01-01T00:00:00Z",
): RunReport => ({ evidence, outcome, at });

describe("reports of one build", () => {
  test.each<[TestOutcome[], string]>([
    [["passed"], "passed"],
    [["passed", "skipped"], "passed"],
    [["failed", "skipped"], "failed"],
    [["failed", "failed"], "failed"],
    [["failed", "passed"], "disputed"],
    [["passed", "failed"], "disputed"],
    [["flaky", "failed"], "disputed"],
    [["flaky", "passed"], "flaky"],
    [["skipped"], "skipped"],
  ])("of %s read %s", (outcomes, read) => {
    expect(
      outcomeOfReports(
        outcomes.map((outcome, index) => report(outcome, `passed${index}` as TestOutcome)),
      ),
    ).toBe(read);
  });

  it("keep a dispute however many agree later", () => {
    let reports: RunReport[] = [report("failed")];
    for (let n = 0; n < 50; n += 1) {
      const minute = String(n).padStart(2, "0");
      reports = withReport(reports, {
        evidence: `e${n}`,
        outcome: "passed",
        at: `2026-01-02T00:${minute}:00Z`,
      });
    }
    expect(reports.length).toBeLessThanOrEqual(20);
    expect(outcomeOfReports(reports)).toBe("disputed");
    expect(reports[0]?.evidence).toBe("e49");
  });
});

test.each<[TestOutcome[], TestOutcome]>([
  [["passed", "failed"], "failed"],
  [["passed", "flaky", "skipped"], "flaky"],
  [["passed", "skipped"], "passed"],
  [["skipped", "skipped"], "skipped"],
])("cases of one contract test that came out as %s are %s", (cases, outcome) => {
  expect(outcomeOfCases(cases)).toBe(outcome);
});
