import { describe, expect, it, test } from "vitest";
import {
  dayAfter,
  daysBetween,
  isSameProgress,
  type ProgressRow,
  progressOn,
} from "@/lib/domain/burn-up";

const row = (over: Partial<ProgressRow>): ProgressRow => ({
  kind: "route",
  verification: "planned",
  flippedIn: [],
  ...over,
});

const environments = ["staging", "production"];
const day = "2026-11-21";

describe("a day's point", () => {
  it("counts routes and workers, since they are what moves", () => {
    const rows = [row({}), row({ kind: "worker" }), row({ kind: "queue" }), row({ kind: "tool" })];
    expect(progressOn(day, rows, environments)).toMatchObject({ total: 2, verified: 0 });
  });

  it("counts as verified only what a person verified", () => {
    const rows = [
      row({ verification: "verified" }),
      row({ verification: "verified-source-anchored" }),
      row({ verification: "source-anchored-needs-review" }),
    ];
    expect(progressOn(day, rows, environments).verified).toBe(1);
  });

  it("counts a retired row as verified, and as flipped everywhere", () => {
    const rows = [row({ verification: "retired-approved" }), row({ flippedIn: ["staging"] })];
    expect(progressOn(day, rows, environments)).toEqual({
      day,
      total: 2,
      verified: 1,
      flipped: { staging: 2, production: 1 },
    });
  });

  it("names every environment, also where nothing was flipped", () => {
    expect(progressOn(day, [], environments).flipped).toEqual({ staging: 0, production: 0 });
  });
});

test.each([
  ["2026-11-21", 1, "2026-11-22"],
  ["2026-12-31", 1, "2027-01-01"],
  ["2026-03-01", -1, "2026-02-28"],
  ["2028-03-01", -1, "2028-02-29"],
])("%s and %i days are %s", (from, days, to) => {
  expect(dayAfter(from, days)).toBe(to);
  expect(daysBetween(from, to)).toBe(days);
});

test.each([
  ["a point as it stands", {}, true],
  ["another total", { total: 3 }, false],
  ["another count of verified rows", { verified: 0 }, false],
  ["another flip", { flipped: { staging: 2 } }, false],
  ["another environment", { flipped: { staging: 1, production: 0 } }, false],
])("%s: the same is %s", (_says, over, isSame) => {
  const point = { day, total: 2, verified: 1, flipped: { staging: 1 } };
  expect(isSameProgress(point, { ...point, ...over })).toBe(isSame);
});
