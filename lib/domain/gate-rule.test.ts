import { describe, expect, test } from "vitest";
import {
  exampleEvidence,
  exampleFacts,
  exampleNow,
  exampleRow,
  exampleRun,
  exampleTest,
  hoursAgo,
} from "@/lib/domain/example-gate-facts";
import type { GateFacts } from "@/lib/domain/gate-facts";
import { checkFaults, type GateRule, readRule } from "@/lib/domain/gate-rule";
import { unknownReading } from "@/lib/domain/gate-verdict";
import { readCheck as read } from "@/lib/domain/test-gate-rule";

const withRuns = (...runs: ReturnType<typeof exampleRun>[]): Partial<GateFacts> => ({
  tests: [exampleTest("PT-1", "R-1", [exampleRun()]), exampleTest("PT-2", "R-2", runs)],
});

describe("tests pass", () => {
  test.each([
    ["all of them on what runs", {}, {}, "pass", "2/2"],
    ["one fails", {}, withRuns(exampleRun("failed")), "fail", "1/2"],
    ["one was skipped", {}, withRuns(exampleRun("skipped")), "unknown", "1/2"],
    ["one is flaky", {}, withRuns(exampleRun("flaky")), "fail", "1/2"],
    [
      "one is flaky, which counts",
      { flakyCounts: true },
      withRuns(exampleRun("flaky")),
      "pass",
      "2/2",
    ],
    ["one is disputed", {}, withRuns(exampleRun("disputed")), "unknown", "1/2"],
    ["one has not run on what runs", {}, withRuns(), "unknown", "1/2"],
    ["one is too old", { maxAgeHours: 1 }, {}, "unknown", "0/2"],
    [
      "a failure weighs more than what is unknown",
      {},
      {
        tests: [exampleTest("PT-1", "R-1", []), exampleTest("PT-2", "R-2", [exampleRun("failed")])],
      },
      "fail",
      "0/2",
    ],
    [
      "a row has no test",
      {},
      { rows: [exampleRow("R-1"), exampleRow("R-2"), exampleRow("R-3")] },
      "unknown",
      "2/3",
    ],
    [
      "a retired row needs none",
      {},
      {
        rows: [
          exampleRow("R-1"),
          exampleRow("R-2"),
          exampleRow("R-3", { state: "retired-approved" }),
        ],
      },
      "pass",
      "2/2",
    ],
    ["no row at all", {}, { rows: [], tests: [] }, "unknown", null],
    ["nothing is deployed", {}, { builds: { legacy: [], target: [] } }, "unknown", "0/2"],
    ["no test begins so", { prefix: "QMT-" }, {}, "unknown", null],
    ["only those that begin so", { prefix: "PT-1" }, withRuns(exampleRun("failed")), "pass", "1/1"],
  ] as const)("%s", (_, given, facts, state, short) => {
    expect(read("tests", given, facts as Partial<GateFacts>)).toMatchObject({ state, short });
  });

  test("of two builds that run at once both count, and the one that is not tested is named", () => {
    const { builds } = exampleFacts();
    const second = { commit: "t2", label: null, at: hoursAgo(1), counted: ["t2"] };
    const reading = read(
      "tests",
      {},
      { builds: { ...builds, target: [...builds.target, second] } },
    );
    expect(reading).toMatchObject({ state: "unknown" });
    expect(reading.because).toContain("has not run on t2, which is what runs");
  });

  test("reports that disagree are both named", () => {
    const reports = [
      { evidence: "e-7", outcome: "passed" },
      { evidence: "e-8", outcome: "failed" },
    ];
    const reading = read("tests", {}, withRuns(exampleRun("disputed", { reports })));
    expect(reading.because).toContain("passed in report e-7, failed in report e-8");
  });

  test("it says from when on age alone turns it", () => {
    expect(read("tests", { maxAgeHours: 72 }).until).toBe("2026-11-24T10:00:00.000Z");
    expect(read("tests", { maxAgeHours: 0 }).until).toBeNull();
  });

  test("where nothing is deployed it says what CI has to do", () => {
    const reading = read("tests", {}, { builds: { legacy: [], target: [] } });
    expect(reading.because).toContain("CI has to report the deployment");
  });
});

describe("contract parity", () => {
  const on = (outcome: "passed" | "failed") => exampleRun(outcome, { build: "l1", commit: "l1" });
  const tests = (...each: Parameters<typeof exampleTest>[]): Partial<GateFacts> => ({
    tests: each.map((one) => exampleTest(...one)),
  });
  test.each([
    ["both sides pass", {}, "pass", "2/2"],
    [
      "the target fails what legacy passes",
      tests(["PT-1", "R-1", [exampleRun("failed")], [on("passed")]]),
      "fail",
      "0/1",
    ],
    [
      "what legacy fails too says nothing",
      tests(
        ["PT-1", "R-1", [exampleRun("failed")], [on("failed")]],
        ["PT-2", "R-2", [exampleRun()], [on("passed")]],
      ),
      "pass",
      "1/2",
    ],
    [
      "legacy fails everything",
      tests(["PT-1", "R-1", [exampleRun("failed")], [on("failed")]]),
      "unknown",
      "0/1",
    ],
    ["legacy was not tested", tests(["PT-1", "R-1", [exampleRun()], []]), "unknown", "0/1"],
    [
      "evidence of the kind decides",
      { evidence: [exampleEvidence("parity", { outcome: "fail" })] },
      "fail",
      null,
    ],
  ] as const)("%s", (_, facts, state, short) => {
    expect(read("contract-parity", {}, facts as Partial<GateFacts>)).toMatchObject({
      state,
      short,
    });
  });
});

describe("evidence of a kind", () => {
  const auth = (more: Parameters<typeof exampleEvidence>[1] = {}) => ({
    evidence: [exampleEvidence("auth-parity", more)],
  });
  test.each([
    ["passes", auth(), "pass"],
    ["failed", auth({ outcome: "fail" }), "fail"],
    ["came out neither way", auth({ outcome: "inconclusive" }), "unknown"],
    ["is too old", auth({ at: hoursAgo(31 * 24) }), "unknown"],
    ["is of another build", auth({ stale: "t0 does not run any more." }), "unknown"],
    ["is of another environment", auth({ environment: "production" }), "unknown"],
    ["was never reported", {}, "unknown"],
    ["covers one row of two", auth({ about: [{ kind: "route", key: "R-1" }] }), "unknown"],
    [
      "covers every row",
      auth({
        about: [
          { kind: "route", key: "R-1" },
          { kind: "route", key: "R-2" },
        ],
      }),
      "pass",
    ],
  ] as const)("%s", (_, facts, state) => {
    const reading = read("evidence", { evidenceKind: "auth-parity" }, facts as Partial<GateFacts>);
    expect(reading).toMatchObject({ state });
  });

  test("the newest decides, also against an earlier pass", () => {
    const evidence = [
      exampleEvidence("fips", { id: "old", at: hoursAgo(48) }),
      exampleEvidence("fips", { id: "new", outcome: "fail", at: hoursAgo(1) }),
    ];
    expect(read("evidence", { evidenceKind: "fips" }, { evidence }).state).toBe("fail");
  });

  test("a drill counts in the environment that is asked for", () => {
    const evidence = [exampleEvidence("drill", { environment: "staging" })];
    const production = { environment: "production", evidence };
    expect(read("drill", {}, production).state).toBe("unknown");
    expect(read("drill", { environment: "staging" }, production).state).toBe("pass");
  });
});

describe("canary and burn-in", () => {
  const since = (hours: number, step: "some" | "all" = "some") => ({
    flip: { step, someSince: hoursAgo(hours), allSince: step === "all" ? hoursAgo(hours) : null },
  });
  test.each([
    ["no canary", "canary", {}, "unknown", null],
    ["long enough on the target", "canary", since(25), "pass", null],
    ["not long enough", "canary", since(3), "unknown", "2026-11-22T09:00:00.000Z"],
    [
      "evidence says so",
      "canary",
      { evidence: [exampleEvidence("canary", { environment: "staging", hours: 24 })] },
      "pass",
      null,
    ],
    [
      "evidence of too short a one",
      "canary",
      { evidence: [exampleEvidence("canary", { environment: "staging", hours: 6 })] },
      "unknown",
      null,
    ],
    [
      "evidence that it failed",
      "canary",
      {
        evidence: [exampleEvidence("canary", { environment: "staging", outcome: "fail" })],
        ...since(48),
      },
      "fail",
      null,
    ],
    ["not wholly on the target", "burn-in", since(400), "unknown", null],
    ["wholly, long enough", "burn-in", since(169, "all"), "pass", null],
    [
      "wholly, not long enough",
      "burn-in",
      since(100, "all"),
      "unknown",
      "2026-11-24T08:00:00.000Z",
    ],
  ] as const)("%s", (_, check, facts, state, until) => {
    expect(read(check, {}, facts as Partial<GateFacts>)).toMatchObject({ state, until });
  });
});

describe("a rule's parameters", () => {
  const faults = (check: string, given: Record<string, string | number | boolean>) =>
    checkFaults({ kind: "check", check, with: given }).map(({ field }) => field);
  test.each([
    ["a check that there is not", "no-such", {}, ["rule.check"]],
    ["a check by the name of something of JavaScript's", "constructor", {}, ["rule.check"]],
    ["none that is needed", "tests", {}, []],
    ["one that is needed is missing", "decision", {}, ["rule.with.decision"]],
    ["one that is needed is blank", "decision", { decision: " " }, ["rule.with.decision"]],
    ["one that there is not", "rows-signed", { atMost: 1 }, ["rule.with.atMost"]],
    ["text for a number", "canary", { hours: "24" }, ["rule.with.hours"]],
    ["a number out of range", "canary", { hours: -1 }, ["rule.with.hours"]],
    ["not a number", "canary", { hours: Number.NaN }, ["rule.with.hours"]],
    ["a state that there is not", "rows-in-state", { state: "done" }, ["rule.with.state"]],
  ] as const)("%s", (_, check, given, expected) => {
    expect(faults(check, given)).toEqual(expected);
  });

  test("a stored rule that can no longer be read is unknown, and says why", () => {
    const rule: GateRule = { kind: "check", check: "retired-check", with: {} };
    const reading = readRule(rule, exampleFacts(), exampleNow, () => unknownReading(""));
    expect(reading).toMatchObject({ state: "unknown" });
    expect(reading.because).toContain("There is no check");
  });
});
