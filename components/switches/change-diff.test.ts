import { expect, test } from "vitest";
import { changeDiff } from "@/components/switches/change-diff";

const owners = { legacy: "python", target: "go" };

test("each rule is told as it was and as it was asked to be", () => {
  const canary = { percent: 1000, key: "org" };
  expect(
    changeDiff(
      {
        edits: [
          { level: "program", key: "", owner: "python" },
          { level: "capability", key: "v2-pull", owner: "go", canary },
          { level: "route", key: "R-1", owner: null },
          { level: "worker", key: "gc", owner: "off" },
        ],
        before: [
          { level: "program", key: null, rule: { owner: "go" } },
          { level: "capability", key: "v2-pull", rule: null },
          { level: "route", key: "R-1", rule: { owner: "go", canary: { ...canary, salt: "s" } } },
          { level: "worker", key: "gc", rule: { owner: "python", fence: 7 } },
        ],
      },
      owners,
    ).map(({ rule, was, is }) => `${rule}: ${was} → ${is}`),
  ).toEqual([
    "the program's default: go → python",
    "capability v2-pull: no rule → go for 10 % of orgs",
    "route R-1: go for 10 % of orgs → no rule",
    "worker gc: python → off",
  ]);
});

test("a force has no rules to tell of, and a record that cannot be read is left out", () => {
  expect(changeDiff({ edits: [], before: [] }, owners)).toEqual([]);
  expect(changeDiff({ edits: [{}], before: [{ level: "moon" }] }, owners)).toEqual([]);
});
