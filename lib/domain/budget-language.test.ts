import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BudgetClause, type BudgetUnit, clauseWords, unitsOf } from "./budget-clause";
import { budgetWords, metricsOf, needsBaseline, parseBudget } from "./budget-language";

const plain = (clause: BudgetClause): string =>
  clause.kind === "stated" ? `stated: ${clause.text}` : clauseWords(clause);
const read = (text: string) => {
  const { clauses, faults } = parseBudget(text);
  expect(faults).toEqual([]);
  return clauses.map(plain);
};

describe("a budget as people write it", () => {
  test.each([
    [
      "P95 <= baseline + 10%, P99 <= baseline + 15%",
      ["P95 <= baseline + 10%", "P99 <= baseline + 15%"],
    ],
    ["error rate <= baseline + 0.2%", ["error rate <= baseline + 0.2%"]],
    ["error rate not worse than baseline + 0.2%", ["error rate <= baseline + 0.2%"]],
    ["error rate <= baseline + 0.2 percentage points", ["error rate <= baseline + 0.2%"]],
    ["error rate <= baseline + 0.2pp", ["error rate <= baseline + 0.2%"]],
    ["p95 <= 50ms", ["P95 <= 50 ms"]],
    ["P99 < 1.5 s", ["P99 < 1.5 s"]],
    ["queue lag P95 <= baseline + 15%", ["queue lag P95 <= baseline + 15%"]],
    ["P95 queue lag at most 2 minutes", ["queue lag P95 <= 2 min"]],
    ["throughput >= 200/s", ["throughput >= 200/s"]],
    ["throughput not worse than baseline - 5%", ["throughput >= baseline - 5%"]],
    ["throughput at least 200 requests per second", ["throughput >= 200/s"]],
    ["p95 typical API <= 200 ms", ["P95 typical API <= 200 ms"]],
    ["typical API p95 latency must be below 200 ms", ["P95 typical API < 200 ms"]],
    ["median response time <= baseline", ["P50 <= baseline"]],
    ["p99.9 ≤ 2 seconds", ["P99.9 <= 2 s"]],
    ["P95 no more than the legacy baseline + 10 ms", ["P95 <= baseline + 10 ms"]],
    ["saturation <= 80 percent", ["saturation <= 80%"]],
    [
      "P95 <= 50 ms and P99 <= 90 ms; error rate < 1%",
      ["P95 <= 50 ms", "P99 <= 90 ms", "error rate < 1%"],
    ],
    ["P95 <= 50 ms, and P99 <= 90 ms.", ["P95 <= 50 ms", "P99 <= 90 ms"]],
    [
      "P95 <= baseline + 15%, no digest mismatch regression",
      ["P95 <= baseline + 15%", "stated: no digest mismatch regression"],
    ],
    [
      "no new full scans on critical paths; P99 <= baseline + 15%",
      ["stated: no new full scans on critical paths", "P99 <= baseline + 15%"],
    ],
    ["errors are logged with their request", ["stated: errors are logged with their request"]],
  ])("%s", (text, clauses) => {
    expect(read(text)).toEqual(clauses);
  });

  test("keeps each clause as it was written, with its unit", () => {
    expect(parseBudget("P99 < 1.5 s, P95<=50ms").clauses).toEqual([
      {
        kind: "measured",
        text: "P99 < 1.5 s",
        metric: "p99",
        of: null,
        comparison: "<",
        limit: { kind: "fixed", quantity: { value: 1.5, unit: "s" } },
      },
      {
        kind: "measured",
        text: "P95<=50ms",
        metric: "p95",
        of: null,
        comparison: "<=",
        limit: { kind: "fixed", quantity: { value: 50, unit: "ms" } },
      },
    ]);
  });

  test("tells which metrics it needs and whether a baseline", () => {
    const { clauses } = parseBudget("P95 <= 50 ms, P95 >= 1 ms, queue lag P95 <= baseline");
    expect(metricsOf(clauses)).toEqual(["p95", "lagP95"]);
    expect(needsBaseline(clauses)).toBe(true);
    expect(needsBaseline(parseBudget("P95 <= 50 ms, signed").clauses)).toBe(false);
  });
});

describe("what is not understood is said, with its place and an example", () => {
  test.each([
    [
      "P95 <= base line + ten",
      7,
      '"P95 <=" was understood; "base line + ten" was not: "base line + ten" is no number. Write for example P95 <= baseline + 10% or <= 50 ms.',
    ],
    [
      "P99 <= 90 ms, P95 <= baseline + ten",
      21,
      '"P95 <=" was understood; "baseline + ten" was not: "ten" is no number. Write for example P95 <= baseline + 10% or <= 50 ms.',
    ],
    ["P95 <= 50", 7, /50 has no unit/],
    ["P95 <= 1,5 s", 7, /a comma in its number; write a point/],
    ["P95 <= 50 parsecs", 7, /"parsecs" is no unit that a budget knows/],
    ["P95 <= 10%", 7, /P95 is limited in µs, ms, s, min, h/],
    ["error rate <= 50 ms", 14, /error rate is limited in %/],
    ["throughput >= 3 ms", 14, /throughput is limited in \/s, \/min/],
    ["P95 <= baseline + 2pp", 7, /points are of a rate, and P95 is none/],
    ["P95 <= baseline - 100%", 7, /leaves nothing to stay within/],
    ["P95 <= baseline * 1.1", 7, /"\* 1.1" after baseline is neither \+ nor - something/],
    ["P95 <=", 6, /"P95 <=" was understood, and no limit follows/],
    ["P95 baseline + 10%", 0, /P95 was understood, and no comparison follows/],
    ["speed <= 50 ms", 0, /it was not understood what is measured/],
    ["no regression against baseline", 0, /nothing was understood/],
    ["P95 <= -50 ms", 7, /"-50 ms" is no number/],
    ["P95 <= 1e400 ms", 7, /is no unit/],
    [`P95 <= ${"9".repeat(30)} ms`, 7, /beyond every measurement/],
    ["", 0, /The budget is empty/],
    [" , ;", 0, /The budget is empty/],
    ["x".repeat(1001), 1000, /at most 1000 characters/],
    ["p95 typical API <= 200 ms, p95 heavy API <= 2 s", 27, /Make a budget of each/],
  ])("%s", (text, at, says) => {
    const { faults } = parseBudget(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({
      at,
      says: expect.stringMatching(says instanceof RegExp ? says : /./),
    });
    if (typeof says === "string") expect(faults[0]?.says).toBe(says);
  });

  test("every fault of a budget at once, and what was understood beside them", () => {
    const { clauses, faults } = parseBudget("P95 <= ten, error rate <= 1%, P99 <= eleven");
    expect(faults.map(({ at }) => at)).toEqual([7, 37]);
    expect(clauses.map(plain)).toEqual(["error rate <= 1%"]);
  });
});

const metric = fc.constantFrom(
  "p50",
  "p95",
  "p99",
  "p99.9",
  "average",
  "maximum",
  "errorRate",
  "saturation",
  "throughput",
  "lag",
  "lagP95",
  "lagAverage",
);
const amount = fc.integer({ min: 0, max: 99_999 }).map((thousandths) => thousandths / 1000);
const quantity = (units: readonly BudgetUnit[]) =>
  fc.record({ value: amount, unit: fc.constantFrom(...units) });
const measured = metric.chain((name) =>
  fc.record({
    kind: fc.constant("measured" as const),
    metric: fc.constant(name),
    of: fc.constant(null),
    comparison: fc.constantFrom("<=", "<", ">=", ">"),
    limit: fc.oneof(
      quantity(unitsOf(name)).map((each) => ({ kind: "fixed" as const, quantity: each })),
      fc.record({
        kind: fc.constant("baseline" as const),
        allowance: fc.option(
          fc.record({
            sign: fc.constantFrom("+", "-"),
            quantity: quantity([...unitsOf(name), "%"]),
          }),
        ),
      }),
    ),
  }),
);
const stated = fc
  .array(fc.constantFrom("no", "digest", "mismatch", "full", "scans", "regression"), {
    minLength: 1,
    maxLength: 5,
  })
  .map((words) => ({ kind: "stated" as const, text: words.join(" ") }));

test("what is written reads as what it was written from", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(measured, stated), { minLength: 1, maxLength: 6 }), (clauses) => {
      const text = budgetWords(clauses as BudgetClause[]);
      const { clauses: again, faults } = parseBudget(text);
      expect(faults).toEqual([]);
      expect(again.map((clause) => ({ ...clause, text: undefined }))).toEqual(
        clauses.map((clause) => ({ ...clause, text: undefined })),
      );
      expect(budgetWords(again)).toBe(text);
    }),
  );
});

test("whatever is written is read or refused in words, and nothing of it is dropped", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      const { clauses, faults } = parseBudget(text);
      expect(clauses.length + faults.length).toBeGreaterThan(0);
      for (const { says, at } of faults) {
        expect(says).not.toBe("");
        expect(at).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});
