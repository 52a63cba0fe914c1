import fc from "fast-check";
import { expect, test } from "vitest";
import { axisMoments, axisValues, chartNumber } from "./chart-words";

test.each([
  ["values close together far from 0", [116, 103.6, 99, 113.97], [80, 90, 100, 110, 120]],
  ["values far apart", [0.5, 100, 4200], [0, 2000, 4000, 6000]],
  ["small ones", [0.02, 0.4], [0, 0.2, 0.4, 0.6]],
  ["nothing", [], [0, 1]],
  ["nothing but 0", [0, 0], [0, 1]],
])("an axis for %s", (_, values, ticks) => {
  expect(axisValues(values)).toEqual(ticks);
});

test("an axis holds every value, begins at 0 or near the lowest, and has few round steps", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1 }),
      (values) => {
        const ticks = axisValues(values);
        const [low, high] = [Math.min(...values), Math.max(...values)];
        expect(ticks[0]).toBeLessThanOrEqual(low);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(high);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(8);
        if (low <= high / 2) expect(ticks[0]).toBe(0);
      },
    ),
  );
});

test("values are written with few places, more where they are small", () => {
  expect([
    chartNumber(4321.7),
    chartNumber(31.25),
    chartNumber(1.234),
    chartNumber(0.1234),
  ]).toEqual(["4,322", "31.3", "1.23", "0.123"]);
});

test("moments of an axis stand evenly, at its ends too", () => {
  expect(axisMoments(0, 100, 5)).toEqual([0, 25, 50, 75, 100]);
  expect(axisMoments(7, 7, 5)).toEqual([7]);
});
