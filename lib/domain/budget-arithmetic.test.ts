import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holdAgainst, limitArithmetic, limitValue } from "./budget-arithmetic";
import type { MeasuredClause } from "./budget-clause";
import { parseBudget } from "./budget-language";

const clause = (text: string): MeasuredClause => {
  const [first] = parseBudget(text).clauses;
  if (first?.kind !== "measured") throw new Error(text);
  return first;
};

describe("the arithmetic of a clause in words", () => {
  test.each([
    [
      "P95 <= baseline + 10%",
      118,
      104,
      "P95 118 ms; baseline 104 ms + 10 % = 114.4 ms: breached by 3.6 ms",
    ],
    [
      "P95 <= baseline + 10%",
      110,
      104,
      "P95 110 ms; baseline 104 ms + 10 % = 114.4 ms: within by 4.4 ms",
    ],
    [
      "P95 <= baseline + 10%",
      114.4,
      104,
      "P95 114.4 ms; baseline 104 ms + 10 % = 114.4 ms: within, exactly at it",
    ],
    ["P95 <= baseline", 105, 104, "P95 105 ms; baseline 104 ms: breached by 1 ms"],
    [
      "P95 <= baseline - 10 ms",
      95,
      104,
      "P95 95 ms; baseline 104 ms - 10 ms = 94 ms: breached by 1 ms",
    ],
    [
      "P95 <= baseline + 0.5 s",
      600,
      104,
      "P95 600 ms; baseline 104 ms + 0.5 s = 604 ms: within by 4 ms",
    ],
    [
      "error rate <= baseline + 0.2%",
      0.5,
      0.2,
      "error rate 0.5 %; baseline 0.2 % + 0.2 points = 0.4 %: breached by 0.1 points",
    ],
    [
      "error rate <= baseline + 0.2%",
      0.3,
      0.1,
      "error rate 0.3 %; baseline 0.1 % + 0.2 points = 0.3 %: within, exactly at it",
    ],
    ["p95 <= 50ms", 48, null, "P95 48 ms; limit 50 ms: within by 2 ms"],
    ["P99 < 1.5 s", 1620, null, "P99 1.62 s; limit below 1.5 s: breached by 0.12 s"],
    [
      "P99 < 1.5 s",
      1500,
      null,
      "P99 1.5 s; limit below 1.5 s: breached: exactly at it, and it has to be below",
    ],
    ["throughput >= 200/s", 180, null, "throughput 180 /s; at least 200 /s: breached by 20 /s"],
    [
      "throughput >= 200/min",
      3.5,
      null,
      "throughput 210 /min; at least 200 /min: within by 10 /min",
    ],
    [
      "queue lag P95 <= 2 min",
      90_000,
      null,
      "queue lag P95 1.5 min; limit 2 min: within by 0.5 min",
    ],
    ["P50 <= 500 µs", 0.25, null, "P50 250 µs; limit 500 µs: within by 250 µs"],
    [
      "p95 typical API <= 200 ms",
      201,
      null,
      "P95 typical API 201 ms; limit 200 ms: breached by 1 ms",
    ],
    // Rounded to three places both would read 114.4 and the breach 0.
    [
      "P95 <= baseline + 10%",
      114.400001,
      104,
      "P95 114.400001 ms; baseline 104 ms + 10 % = 114.4 ms: breached by 0.000001 ms",
    ],
  ])("%s with %d against %s", (text, value, baseline, says) => {
    expect(holdAgainst(clause(text), value, baseline)?.says).toBe(says);
  });

  test("without the baseline that it needs there is no verdict, only the limit as it is written", () => {
    const written = clause("P95 <= baseline + 10%");
    expect(holdAgainst(written, 118, null)).toBeNull();
    expect(limitValue(written, null)).toBeNull();
    expect(limitArithmetic(written, null)).toBe("baseline + 10%");
  });
});

test("a verdict on a share of the baseline is that of whole numbers, never of rounded ones", () => {
  const whole = fc.integer({ min: 0, max: 10_000_000 });
  fc.assert(
    fc.property(whole, whole, fc.integer({ min: 0, max: 1000 }), (measured, baseline, percent) => {
      const held = holdAgainst(
        clause(`P95 <= baseline + ${percent}%`),
        measured / 1000,
        baseline / 1000,
      );
      expect(held?.isWithin).toBe(measured * 100 <= baseline * (100 + percent));
    }),
  );
});

test("a limit to draw is the limit of the verdict", () => {
  expect(limitValue(clause("P95 <= baseline + 10%"), 104)).toBe(114.4);
  expect(limitValue(clause("throughput >= 120/min"), null)).toBe(2);
  expect(limitValue(clause("P99 < 1.5 s"), null)).toBe(1500);
});
