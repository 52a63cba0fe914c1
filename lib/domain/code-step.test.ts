import fc from "fast-check";
import { expect, test } from "vitest";
import { codeWords, judgeCode, stepAt } from "./code-step";

const current = stepAt(new Date("2026-03-02T09:00:00Z"));

test.each([
  ["the code of now", current, 0, { kind: "taken", step: current }],
  ["the one before", current - 1, 0, { kind: "taken", step: current - 1 }],
  ["the one to come", current + 1, 0, { kind: "taken", step: current + 1 }],
  ["the same a second time", current, current, { kind: "used" }],
  ["one from before the last", current - 1, current, { kind: "used" }],
  [
    "a clock five minutes ahead",
    current + 10,
    0,
    { kind: "wrong-clock", minutes: 5, step: current + 10 },
  ],
  [
    "a clock five minutes behind",
    current - 10,
    0,
    { kind: "wrong-clock", minutes: -5, step: current - 10 },
  ],
  [
    "a clock a minute behind",
    current - 2,
    0,
    { kind: "wrong-clock", minutes: -1, step: current - 2 },
  ],
  ["no code of anywhere near", null, 0, { kind: "wrong" }],
] as const)("%s", (_, matched, lastStep, verdict) => {
  expect(judgeCode(matched, current, lastStep)).toEqual(verdict);
});

test("no code is taken that is not after the last, whatever came before", () => {
  fc.assert(
    fc.property(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -3, max: 3 }), (off, last) => {
      const verdict = judgeCode(current + off, current, current + last);
      if (verdict.kind !== "taken") return;
      expect(verdict.step).toBeGreaterThan(current + last);
      expect(Math.abs(verdict.step - current)).toBeLessThanOrEqual(1);
    }),
  );
});

test("a clock that is off is told by how much and which way", () => {
  expect(codeWords({ kind: "wrong-clock", minutes: 5, step: current })).toContain(
    "clock seems to be 5 minutes off, ahead",
  );
  expect(codeWords({ kind: "wrong-clock", minutes: -1, step: current })).toContain(
    "1 minute off, behind",
  );
});
