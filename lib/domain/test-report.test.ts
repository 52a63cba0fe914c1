import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  foldAttempts,
  outcomeOfTests,
  plausibleDuration,
  type ReportedTest,
  storable,
  type TestOutcome,
  testOutcomes,
} from "./test-report";

const attempt = (outcome: TestOutcome, more: Partial<ReportedTest> = {}): ReportedTest => ({
  suite: "s",
  className: "c",
  name: "n",
  file: null,
  outcome,
  milliseconds: null,
  attempts: 1,
  message: null,
  properties: [],
  ...more,
});

describe("attempts of one test", () => {
  test.each<[TestOutcome[], TestOutcome]>([
    [["passed", "passed"], "passed"],
    [["failed", "passed"], "flaky"],
    [["failed", "failed", "passed"], "flaky"],
    [["passed", "failed"], "failed"],
    [["failed", "passed", "failed"], "failed"],
    [["flaky", "passed"], "flaky"],
    [["skipped", "passed"], "passed"],
    [["failed", "skipped"], "failed"],
    [["skipped", "skipped"], "skipped"],
  ])("that came out as %s are %s", (outcomes, folded) => {
    const [first, ...rest] = outcomes.map((outcome) => attempt(outcome));
    if (!first) throw new Error("no attempt");
    expect(rest.reduce(foldAttempts, first)).toMatchObject({
      outcome: folded,
      attempts: outcomes.length,
    });
  });

  it("keep what failed once, its time and what their properties say", () => {
    const failed = attempt("failed", { message: "boom", milliseconds: 3, properties: ["PT-1"] });
    const passed = attempt("passed", { milliseconds: 4, properties: ["PT-1", "PT-2"] });
    expect(foldAttempts(failed, passed)).toMatchObject({
      message: "boom",
      milliseconds: 7,
      properties: ["PT-1", "PT-2"],
    });
  });

  it("never pass cleanly where one of them failed", () => {
    const outcome = fc.constantFrom(...testOutcomes);
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 8 }), (outcomes) => {
        const [first, ...rest] = outcomes.map((each) => attempt(each));
        const folded = first ? rest.reduce(foldAttempts, first).outcome : "skipped";
        const hasFailed = outcomes.includes("failed") || outcomes.includes("flaky");
        if (hasFailed) expect(["failed", "flaky"]).toContain(folded);
        if (outcomes.at(-1) === "failed") expect(folded).toBe("failed");
      }),
    );
  });
});

test.each<[TestOutcome[], string]>([
  [["passed", "skipped"], "pass"],
  [["passed", "failed"], "fail"],
  [["flaky"], "pass"],
  [["skipped"], "inconclusive"],
  [[], "inconclusive"],
])("tests that came out as %s make evidence that says %s", (outcomes, says) => {
  expect(outcomeOfTests(outcomes.map((outcome) => ({ outcome })))).toBe(says);
});

test.each<[number, number | null]>([
  [0, 0],
  [12.5, 12.5],
  [-1, null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
  [8 * 24 * 3_600_000, null],
])("%s milliseconds are taken as %s", (stated, taken) => {
  expect(plausibleDuration(stated)).toBe(taken);
});

test("what is kept is text that a database takes, whatever it was", () => {
  const piece = fc.constantFrom("a", "é", "😀", "\0", "\ud800", "\udc00");
  fc.assert(
    fc.property(fc.array(piece), fc.nat(12), (pieces, most) => {
      const kept = storable(pieces.join(""), most);
      expect(kept).not.toMatch(/[\0\p{Cs}]/u);
      expect(kept.length).toBeLessThanOrEqual(most);
    }),
  );
});
