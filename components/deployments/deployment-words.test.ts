import { expect, test } from "vitest";
import { knownMark, knownWords, rulesWords } from "@/components/deployments/deployment-words";

const tests = (passed: number, failed: number, doubtful: number, of: number) => ({
  passed,
  failed,
  doubtful,
  of,
});

test.each([
  [tests(0, 0, 0, 0), "The program names no contract tests.", "none"],
  [tests(0, 0, 0, 1), "None of 1 test known", "unknown"],
  [tests(0, 0, 0, 1200), "None of 1,200 tests known", "unknown"],
  [tests(3, 0, 0, 3), "3 of 3 tests known: 3 passed", "pass"],
  [tests(2, 0, 0, 3), "2 of 3 tests known: 2 passed", "unknown"],
  [tests(1, 1, 1, 4), "3 of 4 tests known: 1 passed, 1 failed, 1 doubtful", "fail"],
  [tests(2, 0, 1, 3), "3 of 3 tests known: 2 passed, 1 doubtful", "unknown"],
])("%j reads %s and is marked %s", (counts, words, mark) => {
  expect(knownWords(counts)).toBe(words);
  expect(knownMark(counts)).toBe(mark);
});

test.each([
  [0, "the very commit that runs"],
  [1, "its parent"],
  [5, "its 5 nearest ancestors"],
])("with %s ancestors the rule names %s", (ancestors, words) => {
  expect(rulesWords({ ancestors })).toContain(words);
});
