import { describe, expect, test } from "vitest";
import { forceScopeWords, onTargetWords } from "@/components/switches/force-words";

const share = { target: 0, canary: 0, legacy: 9 };

describe("the words of a force", () => {
  test.each([
    ["everything", { scope: "program", key: null }],
    ["family registry-v2", { scope: "family", key: "registry-v2" }],
    ["capability v2-push", { scope: "capability", key: "v2-push" }],
  ])("%s", (words, force) => {
    expect(forceScopeWords(force)).toBe(words);
  });

  test.each([
    [{ share, workersOnTarget: 0 }, /^Nothing is on go in staging now/],
    [
      { share: { ...share, target: 1 }, workersOnTarget: 0 },
      /^In staging as a whole, 1 route is on go\.$/,
    ],
    [
      { share: { ...share, target: 3, canary: 2 }, workersOnTarget: 1 },
      /^In staging as a whole, 3 routes are on go, 2 in a canary, 1 worker runs on go\.$/,
    ],
  ])("what it would bring back, case %#", (environment, words) => {
    expect(onTargetWords(environment, "go", "staging")).toMatch(words);
  });
});
