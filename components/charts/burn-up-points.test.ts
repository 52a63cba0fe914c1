import { expect, test } from "vitest";
import { burnUpRows } from "./burn-up-points";

const day = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const points = [
  { day: "2026-11-11", total: 100, verified: 40, flipped: 10 },
  { day: "2026-11-01", total: 100, verified: 20, flipped: 0 },
];

test("days stand in their order, without a forecast nothing follows them", () => {
  expect(burnUpRows(points, null)).toEqual([
    { at: day("2026-11-01"), total: 100, verified: 20, flipped: 0 },
    { at: day("2026-11-11"), total: 100, verified: 40, flipped: 10 },
  ]);
  expect(burnUpRows([], { low: "2026-12-01", high: null })).toEqual([]);
});

test("the wedge opens at the last day and closes at the total", () => {
  const rows = burnUpRows(points, { low: "2026-12-01", high: "2026-12-21" });
  expect(rows.slice(1).map(({ at, wedge }) => [at, wedge])).toEqual([
    [day("2026-11-11"), [40, 40]],
    [day("2026-12-01"), [70, 100]],
    [day("2026-12-21"), [100, 100]],
  ]);
});

test("a rate that never gets there leaves the lower edge where it is", () => {
  const rows = burnUpRows(points, { low: "2026-12-01", high: null });
  expect(rows.at(-1)?.wedge).toEqual([40, 100]);
});

test("a forecast of the past, and one a lifetime away, are not drawn as they are", () => {
  expect(burnUpRows(points, { low: "2026-11-05", high: "2026-11-06" })).toHaveLength(2);
  const far = burnUpRows(points, { low: "2126-01-01", high: null });
  expect(far.at(-1)?.at).toBe(day("2026-11-11") + 400 * 86_400_000);
});
