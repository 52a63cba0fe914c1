import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawSample } from "@/lib/domain/sign-off-sample";

const rankOf = (row: string): string => createHash("sha256").update(`run ${row}`).digest("hex");
const rows = fc.uniqueArray(fc.string(), { maxLength: 60 });

test("a sample has its share of the rows, rounded up, and none at 0 percent", () => {
  const hundred = Array.from({ length: 101 }, (_, at) => `ROUTE-${at}`);
  expect(drawSample(hundred, 0, rankOf)).toEqual([]);
  expect(drawSample(hundred, 5, rankOf)).toHaveLength(6);
  expect(drawSample(hundred, 100, rankOf)).toHaveLength(101);
  expect(drawSample([], 50, rankOf)).toEqual([]);
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
