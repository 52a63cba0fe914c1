import { expect, test } from "vitest";
import { nextGates } from "@/components/matrix/next-gates";

const tallies = ([0, 1, 2, 3] as const).map((holds) => ({ holds, of: 4, worst: "fail" as const }));
const none = { holds: 0, of: 0, worst: null };

test.each([
  [
    "all of it on legacy",
    { target: 0, canary: 0, legacy: 9 },
    "0 of 4 gates hold before the first cohort",
  ],
  ["a canary", { target: 0, canary: 9, legacy: 0 }, "1 of 4 gates hold before the next cohort"],
  [
    "a part on the target",
    { target: 4, canary: 0, legacy: 5 },
    "1 of 4 gates hold before the next cohort",
  ],
  [
    "all of it on the target",
    { target: 9, canary: 0, legacy: 0 },
    "3 of 4 gates hold before legacy is retired",
  ],
])("the next step of %s", (_, share, says) => {
  expect(nextGates(tallies, share)?.says).toBe(says);
});

test("nothing is said where no gate is asked for, and before they were read", () => {
  const share = { target: 0, canary: 0, legacy: 9 };
  expect(nextGates([none, none, none, none], share)).toBeNull();
  expect(nextGates(undefined, share)).toBeNull();
  expect(nextGates(tallies, undefined)).toBeNull();
});
