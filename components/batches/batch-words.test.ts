import { describe, expect, test } from "vitest";
import { barParts, countWords, rowsTyped } from "@/components/batches/batch-words";

const counts = {
  rows: 8,
  done: 2,
  unsigned: 0,
  ready: 4,
  lacking: 1,
  stale: 1,
  returned: 0,
  signed: 3,
  unowned: 1,
};

describe("words about batches", () => {
  test("what has no rows is not said", () => {
    expect(countWords(counts)).toBe("2 of 8 done, 4 ready, 1 stale, 1 without an owner");
    expect(countWords({ ...counts, ready: 0, stale: 0, unowned: 0 })).toBe("2 of 8 done");
  });

  test("what files brought is done, and said to be unsigned here", () => {
    const byFile = { ...counts, unsigned: 1 };
    expect(countWords(byFile)).toBe(
      "2 of 8 done (1 by file, unsigned), 4 ready, 1 stale, 1 without an owner",
    );
    expect(barParts(byFile).slice(0, 2)).toEqual([
      { of: "done", percent: 12.5 },
      { of: "unsigned", percent: 12.5 },
    ]);
    expect(barParts({ ...byFile, unsigned: 2 })[0]?.of).toBe("unsigned");
  });

  test("the parts of a bar are the whole of it", () => {
    const parts = barParts(counts);
    expect(parts.map(({ of }) => of)).toEqual(["done", "ready", "stale", "lacking"]);
    expect(parts.reduce((sum, { percent }) => sum + percent, 0)).toBe(100);
    expect(barParts({ ...counts, rows: 0, done: 0, ready: 0, lacking: 0, stale: 0 })).toEqual([]);
  });

  test.each([
    ["route ROUTE-0311", [{ kind: "route", key: "ROUTE-0311" }], []],
    [
      "route:R-1\nruntime-component  C 2, worker/W-3",
      [
        { kind: "route", key: "R-1" },
        { kind: "runtime-component", key: "C 2" },
        { kind: "worker", key: "W-3" },
      ],
      [],
    ],
    ["ROUTE-0311\n\n", [], ["ROUTE-0311"]],
  ])("rows typed as %j", (text, rows, unread) => {
    expect(rowsTyped(text)).toEqual({ rows, unread });
  });
});
