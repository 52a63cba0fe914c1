import { expect, test } from "vitest";
import { budgetAddress, measuredWords, spanWords } from "./budget-words";

test.each([
  [300, "5 min"],
  [24, "24 s"],
  [90, "90 s"],
  [7200, "2 h"],
  [86_400, "1 d"],
])("%d s is %s", (seconds, words) => {
  expect(spanWords(seconds)).toBe(words);
});

test("values carry their unit, and keys go into addresses whole", () => {
  expect(measuredWords(114.4, "ms")).toBe("114.4 ms");
  expect(budgetAddress("quay", "PB A/1", "staging")).toBe(
    "/programs/quay/budgets/PB%20A%2F1?environment=staging",
  );
});
