import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { historySpans } from "@/components/gates/history-spans";
import { readingStates } from "@/lib/domain/gate-reading";

const entry = (state: "pass" | "fail", hour: number) => ({
  state,
  because: state,
  at: `2026-11-21T${String(hour).padStart(2, "0")}:00:00.000Z`,
});
const readAt = "2026-11-21T10:00:00.000Z";

describe("how a gate read over time", () => {
  test("nothing recorded is no strip", () => expect(historySpans([], readAt)).toEqual([]));

  test("oldest first, each until the next, the last until now", () => {
    const spans = historySpans([entry("fail", 8), entry("pass", 0)], readAt);
    expect(spans.map(({ state, from, to, percent }) => [state, from, to, percent])).toEqual([
      ["pass", entry("pass", 0).at, entry("fail", 8).at, 80],
      ["fail", entry("fail", 8).at, readAt, 20],
    ]);
  });

  test("spans fill the strip, in order, however short they are", () => {
    const history = fc.array(
      fc.record({
        state: fc.constantFrom(...readingStates),
        because: fc.string(),
        at: fc
          .integer({ min: 0, max: Date.parse(readAt) })
          .map((time) => new Date(time).toISOString()),
      }),
      { minLength: 1, maxLength: 50 },
    );
    fc.assert(
      fc.property(history, (entries) => {
        const spans = historySpans(entries, readAt);
        expect(spans).toHaveLength(entries.length);
        expect(spans.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100);
        expect(spans.every(({ from, to, percent }) => from <= to && percent > 0)).toBe(true);
        expect(spans.at(-1)?.to).toBe(readAt);
      }),
    );
  });
});
