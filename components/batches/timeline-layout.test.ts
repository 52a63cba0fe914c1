import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { barOf, timelineLayout, weekWords } from "@/components/batches/timeline-layout";

const weeks = ["2026-02-09", "2026-02-16", "2026-03-02"];
const at = (text: string): number => Date.parse(text);

describe("a timeline of weeks", () => {
  test("has a column for each week between the first and the last", () => {
    expect(timelineLayout(weeks, 0)?.columns).toEqual([
      "2026-02-09",
      "2026-02-16",
      "2026-02-23",
      "2026-03-02",
    ]);
    expect(timelineLayout([], 0)).toBeNull();
  });

  test.each([
    ["2026-02-09T00:00:00Z", 0],
    ["2026-02-23T00:00:00Z", 0.5],
    ["2026-02-08T23:59:59Z", "before"],
    ["2026-03-09T00:00:00Z", "after"],
  ])("marks %s at %s", (now, place) => {
    expect(timelineLayout(weeks, at(now))?.today).toBe(place);
  });

  test.each([
    [["2026-02-09"], { from: 0, span: 1 }],
    [["2026-02-16", "2026-03-02"], { from: 1, span: 3 }],
    [["2026-02-18"], { from: 1, span: 1 }],
    [["2027-01-04"], null],
    [[], null],
  ])("a bar for %j", (own, bar) => {
    expect(barOf(own, timelineLayout(weeks, 0)?.columns ?? [])).toEqual(bar);
  });

  test("a bar never leaves its columns", () => {
    const week = fc
      .integer({ min: 0, max: 300 })
      .map((count) => new Date(count * 604_800_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.array(week, { minLength: 1 }), fc.array(week), (all, own) => {
        const { columns = [] } = timelineLayout(all, 0) ?? {};
        const bar = barOf(own, columns);
        if (bar) expect(bar.from + bar.span).toBeLessThanOrEqual(columns.length);
      }),
    );
  });

  test("weeks are said as people say them", () => {
    expect(weekWords("2026-02-09")).toBe("9 Feb");
  });
});
