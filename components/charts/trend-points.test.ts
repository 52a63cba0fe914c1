import { expect, test } from "vitest";
import { aloneIn, trendRows } from "./trend-points";

const at = (minute: number): string => new Date(minute * 60_000).toISOString();
const series = (key: string, ...points: readonly (readonly [number, number | null])[]) => ({
  key,
  label: key,
  tone: "target" as const,
  points: points.map(([minute, value]) => ({ at: at(minute), value })),
});

test("a silence longer than the gap breaks the line, a shorter one does not", () => {
  const rows = trendRows([series("p95", [0, 10], [5, 11], [30, 12])], 600);
  expect(rows).toEqual([
    { at: 0, p95: 10 },
    { at: 300_000, p95: 11 },
    { at: 1_050_000, p95: null },
    { at: 1_800_000, p95: 12 },
  ]);
});

test("series share their moments, whatever order they come in", () => {
  const rows = trendRows([series("a", [5, 2], [0, 1]), series("b", [5, 3])], 600);
  expect(rows).toEqual([
    { at: 0, a: 1 },
    { at: 300_000, a: 2, b: 3 },
  ]);
});

test("a point without a neighbour is known, so that it can be drawn as a dot", () => {
  const rows = trendRows([series("a", [0, 1], [60, 2], [65, 3]), series("b", [60, 1])], 600);
  expect([...aloneIn(rows, "a")]).toEqual([0]);
  expect([...aloneIn(rows, "b")]).toEqual([3_600_000]);
});
