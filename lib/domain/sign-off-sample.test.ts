import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawSample, isAlwaysDrawn } from "@/lib/domain/sign-off-sample";

const rankOf = (row: string): string => createHash("sha256").update(`run ${row}`).digest("hex");
const rows = fc.uniqueArray(fc.string(), { maxLength: 60 });

test("a sample has its share of the rows at least, rounded up, and none at 0 percent", () => {
  const hundred = Array.from({ length: 101 }, (_, at) => `ROUTE-${at}`);
  expect(drawSample(hundred, 0, rankOf)).toEqual([]);
  expect(drawSample(hundred, 5, rankOf).length).toBeGreaterThanOrEqual(6);
  expect(drawSample(hundred, 100, rankOf)).toHaveLength(101);
  expect(drawSample([], 50, rankOf)).toEqual([]);
  expect(drawSample(["ROUTE-1"], 1, rankOf)).toEqual(["ROUTE-1"]);
});

test.each([
  ["00000000ff", 1, true],
  ["028f5c27ff", 1, true],
  ["028f5c2900", 1, false],
  ["ffffffffff", 99, false],
  ["ffffffffff", 100, true],
  ["0000000000", 0, false],
])("the rank %s is always drawn at %d percent: %s", (rank, percent, isDrawn) => {
  expect(isAlwaysDrawn(rank, percent)).toBe(isDrawn);
});

test("what is always drawn is so whatever it is signed together with", () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 100 }), fc.nat(), (all, percent, cut) => {
      const some = all.slice(0, cut % (all.length + 1));
      const drawn = drawSample(some, percent, rankOf);
      const always = some.filter((row) => isAlwaysDrawn(rankOf(row), percent));
      expect(drawn).toEqual(expect.arrayContaining(always));
      expect(drawn.length).toBeGreaterThanOrEqual(Math.ceil((some.length * percent) / 100));
    }),
  );
});

test("drawing again draws the same, in whatever order the rows come", () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 100 }), (all, percent) => {
      const one = drawSample(all, percent, rankOf);
      const other = drawSample([...all].reverse(), percent, rankOf);
      expect(one).toEqual(other);
      expect(new Set(one).size).toBe(one.length);
    }),
  );
});

test("a row that is left out brings in no more than one other", () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 100 }), (all, percent) => {
      const before = new Set(drawSample(all, percent, rankOf));
      const after = drawSample(all.slice(1), percent, rankOf);
      expect(after.filter((row) => !before.has(row)).length).toBeLessThanOrEqual(1);
    }),
  );
});
