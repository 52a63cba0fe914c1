import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  exampleFacts,
  exampleNow,
  exampleRow,
  exampleRun,
  exampleTest,
} from "@/lib/domain/example-gate-facts";
import type { GateFacts } from "@/lib/domain/gate-facts";
import { factValues } from "@/lib/domain/gate-values";
import { processorTime } from "@/lib/domain/test-processor-time";
import { expressionFaults, readExpression } from "@/lib/server/gates/cel";

const budget = (key: string, state: "within" | "breached") => ({
  key,
  surface: key,
  state,
  says: "",
  short: null,
  samples: 900,
  at: null,
  until: null,
});
const decision = (state: string) => ({ key: "D-007", title: "Keys", state, owner: null, at: null });

const read = (expression: string, facts: Partial<GateFacts> = {}) =>
  readExpression(expression, exampleFacts(facts), exampleNow);

describe("the expressions of the rules", () => {
  test.each([
    ["tests.total > 0 && tests.failing == 0 && tests.newestAgeHours < 72", {}, "pass"],
    [
      'size(budgets) > 0 && budgets.all(b, b.state == "within")',
      { budgets: [budget("PB-1", "within")] },
      "pass",
    ],
    ['items.filter(i, i.state == "source-anchored-needs-review").size() <= 50', {}, "pass"],
    ['decisions["D-007"].state == "approved"', { decisions: [decision("approved")] }, "pass"],
    ['decisions["D-007"].state == "approved"', { decisions: [decision("open")] }, "fail"],
    ['items.exists(i, i.key.matches("^R-[12]$"))', {}, "pass"],
    ["environment.isProtected ? tests.failing == 0 : true", {}, "pass"],
    ["size(blockers) == 0", {}, "pass"],
    ["capability.routes == 2 && 1 in [1, 2]", {}, "pass"],
    ["items.map(i, i.tests).exists_one(t, t == 3) || items.all(i, has(i.key))", {}, "pass"],
  ] as const)("%s", (expression, facts, state) => {
    expect(expressionFaults(expression, [])).toEqual([]);
    expect(read(expression, facts as Partial<GateFacts>).state).toBe(state);
  });
});

describe("what an expression may not hide", () => {
  test.each([
    ["all over nothing", 'budgets.all(b, b.state == "within")', "budgets is empty"],
    [
      "all over what a filter left",
      'items.filter(i, i.state == "verified").all(i, i.tests > 0)',
      "is empty",
    ],
    [
      "exists over nothing, denied",
      '!budgets.exists(b, b.state == "breached")',
      "budgets is empty",
    ],
    ["a filter of nothing", "budgets.filter(b, b.samples < 9).size() == 0", "budgets is empty"],
    [
      "a key that is not there",
      'decisions["D-007"].state == "approved"',
      'decisions["D-007"] is not known',
    ],
    ["an error that || takes", 'decisions["D-007"].state == "approved" || true', "is not known"],
    [
      "an error to the right of ||",
      'true || decisions["D-007"].state == "approved"',
      "is not known",
    ],
    ["an error that && takes", 'false && decisions["D-007"].state == "approved"', "is not known"],
    [
      "an error in one member of many",
      'items.exists(i, i.key == "R-1" || decisions["D-007"].state == "x")',
      "is not known",
    ],
    [
      "an error after exists has found one",
      'items.exists(i, i.key == "R-1" || items[int(i.tests) + 4].key == "R-2")',
      "outside of the list",
    ],
    ["a division by zero", "tests.total / tests.untestedRows > 1", "cannot be read"],
    [
      "a failing clause beside an unknown one",
      'tests.failing > 5 && decisions["D-007"].state == "x"',
      "is not known",
    ],
  ])("%s reads unknown", (_, expression, words) => {
    expect(expressionFaults(expression, [])).toEqual([]);
    const reading = read(expression);
    expect(reading.state).toBe("unknown");
    expect(reading.because).toContain(words);
  });

  test("what is not known where nothing is deployed is not zero", () => {
    const reading = read("tests.failing == 0", { builds: { legacy: [], target: [] } });
    expect(reading).toMatchObject({ state: "unknown", because: "tests.failing is not known." });
  });

  test("whatever stands beside an error, it is unknown", () => {
    const error = 'decisions["none"].state == "x"';
    const part = fc.constantFrom("true", "false", "tests.total == 2", "items.all(i, i.tests == 1)");
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constant(error),
        fc
          .tuple(tie("node"), fc.constantFrom("&&", "||"), part)
          .map((each) => `(${each.join(" ")})`),
        fc
          .tuple(part, fc.constantFrom("&&", "||"), tie("node"))
          .map((each) => `(${each.join(" ")})`),
        tie("node").map((node) => `!(${node})`),
        tie("node").map(
          (node) =>
            `items.exists(i, ${node.replaceAll("i,", "j,").replaceAll("i.", "j.")} || i.tests == 1)`,
        ),
      ),
    }));
    fc.assert(
      fc.property(tree.node, (expression) => {
        const faults = expressionFaults(expression, []);
        if (faults.length === 0) expect(read(expression).state).toBe("unknown");
      }),
      { numRuns: 200 },
    );
  });
});

describe("what failed is named", () => {
  test("the member that made all fail, with its row", () => {
    const budgets = [budget("PB-REG-PUSH", "breached"), budget("PB-REG-PULL", "within")];
    const reading = read('size(budgets) > 0 && budgets.all(b, b.state == "within")', { budgets });
    expect(reading).toMatchObject({
      state: "fail",
      clause: 'budgets.all(b, b.state == "within")',
      short: "1/2",
    });
    expect(reading.because).toContain("PB-REG-PUSH is breached");
    expect(reading.because).not.toContain("PB-REG-PULL");
    expect(reading.facts).toContainEqual({
      verdict: "fail",
      says: "PB-REG-PUSH is breached.",
      link: "/programs/quay/budgets/PB-REG-PUSH",
      at: null,
    });
  });

  test("the numbers of a comparison", () => {
    const tests = [exampleTest("PT-1", "R-1", [exampleRun("failed")])];
    const reading = read("(tests.total > 0) && (tests.failing == 0)", { tests });
    expect(reading).toMatchObject({ state: "fail", clause: "tests.failing == 0" });
    expect(reading.because).toBe("tests.failing is 1: tests.failing == 0 does not hold.");
  });

  test("a clause in brackets is named as it was written", () => {
    const reading = read("tests.total > 0 && !(size(items) == 2) && (true)");
    expect(reading.clause).toBe("!(size(items) == 2)");
  });
});

describe("what is refused before it is saved", () => {
  test.each([
    ["a type error", 'tests.total > "a"', "no such overload"],
    ["a fact that there is not", "test.total > 0", "Unknown variable"],
    ["a field that there is not", 'items.all(i, i.stat == "x")', "No such key: stat"],
    ["no answer", "tests.total", "a rule is true or false"],
    ["a half sentence", "tests.total >", "Unexpected token"],
    ["nothing", "", "Unexpected token"],
    ["what grows texts without end", 'cel.bind(x, "a", x == "a")', "not offered"],
    [
      "a pattern that RE2 cannot read",
      'items.exists(i, i.key.matches("(?=a)"))',
      "RE2 cannot read",
    ],
    [
      "a pattern that is made up as it goes",
      "items.exists(i, i.key.matches(i.title))",
      "written out",
    ],
    ["a member that hides a fact", 'items.all(tests, tests.state == "x")', "name of a fact"],
    ["brackets without end", `${"(".repeat(60)}true${")".repeat(60)}`, ""],
    ["a list of everything", `1 in [${"1, ".repeat(300)}1]`, ""],
  ])("%s", (_, expression, words) => {
    const [fault] = expressionFaults(expression, []);
    expect(fault?.says).toContain(words);
    expect(read(expression).state).toBe("unknown");
  });

  const many = exampleFacts({
    rows: Array.from({ length: 500 }, (_, at) => exampleRow(`R-${at}`)),
  });
  const nested = "items.all(i, items.exists(j, items.exists(k, j.key == i.key && k.key == j.key)))";

  test("an enormous cost, before anything is read, and unknown at once where it was saved before", () => {
    const values = factValues(many, exampleNow);
    expect(expressionFaults(nested, [])).toEqual([]);
    expect(expressionFaults(nested, [values])[0]?.says).toContain("Macros within macros multiply");
    const spent = processorTime();
    expect(readExpression(nested, many, exampleNow)).toMatchObject({ state: "unknown" });
    expect(spent()).toBeLessThan(100);
  });

  test("one walk over 500 rows is allowed", () => {
    const values = factValues(many, exampleNow);
    const expression = 'items.all(i, i.tests > 0 && i.state != "needs-triage")';
    expect(expressionFaults(expression, [values])).toEqual([]);
    expect(readExpression(expression, many, exampleNow).state).toBe("pass");
  });
});

describe("when it is read again", () => {
  test.each([
    [
      "when the age that it names comes due",
      "tests.newestAgeHours < 2.5",
      "2026-11-21T12:30:00.000Z",
    ],
    [
      "within the hour, whatever it does with the age",
      "tests.newestAgeHours * 2.0 < 100.0",
      "2026-11-21T13:00:00.000Z",
    ],
    ["never for age where it names none", "tests.failing == 0", null],
  ])("%s", (_, expression, until) => {
    expect(read(expression).until).toBe(until);
  });
});

test("a fact that may be missing is guarded by a condition, of which one branch is read", () => {
  const guarded = '"D-007" in decisions ? decisions["D-007"].state == "approved" : false';
  expect(expressionFaults(guarded, [])).toEqual([]);
  expect(read(guarded).state).toBe("fail");
  expect(read(guarded, { decisions: [decision("approved")] }).state).toBe("pass");
});
