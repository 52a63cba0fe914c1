import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  baselineSnapshot,
  combineSpans,
  type MeasuredSpan,
  partSeconds,
  windowFaults,
  windowProgress,
} from "./baseline-window";

const start = Date.parse("2026-11-01T00:00:00Z");
const hour = 3_600_000;
const day = 24 * hour;
const at = (milliseconds: number): Date => new Date(start + milliseconds);
const span = (
  end: number,
  p95: number,
  samples: number | null = 100,
  seconds = 3600,
): MeasuredSpan => ({
  at: at(end),
  seconds,
  samples,
  values: { p95 },
});
const hourly = (hours: number, from = 0): MeasuredSpan[] =>
  Array.from({ length: hours }, (_, index) => span((from + index + 1) * hour, 100));
const window = { startsAt: at(0), days: 14, partSeconds: partSeconds(true) };

describe("a baseline window", () => {
  test("is complete when every hour has samples, and never so before its end", () => {
    const progress = windowProgress(window, hourly(14 * 24), at(14 * day));
    expect(progress).toMatchObject({
      isOver: true,
      daysPast: 14,
      expected: 336,
      covered: 336,
      completeness: 1,
      gaps: [],
      samples: 33_600,
    });
    expect(windowFaults(progress, { days: 14, leastSamples: 200 })).toEqual([]);
    const early = windowProgress(window, hourly(10 * 24), at(10 * day));
    expect(early).toMatchObject({ isOver: false, daysPast: 10, completeness: 1 });
    expect(windowFaults(early, { days: 14, leastSamples: 200 })).toEqual([
      "it is 10 of 14 days long",
    ]);
  });

  test("names its gaps from-to; the hour that is running is not expected yet", () => {
    const spans = [...hourly(2), ...hourly(1, 5)];
    const progress = windowProgress(window, spans, at(6.5 * hour));
    expect(progress).toMatchObject({ expected: 6, covered: 3, completeness: 0.5 });
    expect(progress.gaps).toEqual([
      { from: at(2 * hour).toISOString(), to: at(5 * hour).toISOString() },
    ]);
  });

  test("a span without samples covers nothing, and neither does one before or after the window", () => {
    const spans = [span(hour, 1, 0), span(0, 1), span(15 * day, 1)];
    expect(windowProgress(window, spans, at(15 * day))).toMatchObject({
      covered: 0,
      spans: 0,
      samples: 0,
    });
  });

  test("of two samples is no baseline, and says so", () => {
    const spans = [span(hour, 104, 1), span(2 * hour, 108, 1)];
    const progress = windowProgress(window, spans, at(14 * day));
    expect(windowFaults(progress, { days: 14, leastSamples: 200 })).toEqual([
      "it is incomplete: 2 of 336 expected spans have samples (0.5 %, 90 % needed)",
      "it has 2 samples (200 needed)",
    ]);
  });

  test("whose source told no samples is not trusted with any, unless none are asked for", () => {
    const spans = hourly(336).map((each) => ({ ...each, samples: null }));
    const progress = windowProgress(window, spans, at(14 * day));
    expect(windowFaults(progress, { days: 14, leastSamples: 200 })).toEqual([
      'it is not known how many samples it has (200 needed; measure "samples" too)',
    ]);
    expect(windowFaults(progress, { days: 14, leastSamples: 0 })).toEqual([]);
  });

  test("measured by runs expects one a day", () => {
    const nightly = Array.from({ length: 14 }, (_, index) =>
      span(index * day + 3 * hour, 100, 50, 300),
    );
    const progress = windowProgress(
      { ...window, partSeconds: partSeconds(false) },
      nightly,
      at(14 * day),
    );
    expect(progress).toMatchObject({ expected: 14, covered: 14, completeness: 1 });
  });

  test("covered and gaps are all that was expected", () => {
    const ends = fc.array(fc.integer({ min: 1, max: 14 * 24 * 60 }), { maxLength: 60 });
    fc.assert(
      fc.property(ends, fc.integer({ min: 0, max: 15 * 24 * 60 }), (minutes, until) => {
        const spans = minutes.map((minute) => span(minute * 60_000, 5, 1, 60));
        const { expected, covered, gaps } = windowProgress(window, spans, at(until * 60_000));
        const missing = gaps.reduce(
          (sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / hour,
          0,
        );
        expect(covered + missing).toBe(expected);
      }),
    );
  });
});

describe("one value for many spans", () => {
  test("of a percentile is the median of the spans' by samples: one bad night does not lift it", () => {
    const spans = [...hourly(20), span(21 * hour, 9000, 100), span(22 * hour, 90, 900)];
    expect(combineSpans("p95", spans)).toEqual({
      value: 100,
      lowest: 90,
      highest: 9000,
      spans: 22,
      samples: 3000,
      combined: "weighted median",
    });
  });

  test("of an error rate is the share of all, of throughput that of all time, of a maximum the highest", () => {
    const spans: MeasuredSpan[] = [
      {
        at: at(hour),
        seconds: 3600,
        samples: 100,
        values: { errorRate: 1, throughput: 10, maximum: 5 },
      },
      {
        at: at(2 * hour),
        seconds: 1800,
        samples: 300,
        values: { errorRate: 5, throughput: 40, maximum: 9 },
      },
    ];
    expect(combineSpans("errorRate", spans)).toMatchObject({ value: 4, combined: "weighted mean" });
    expect(combineSpans("throughput", spans)?.value).toBeCloseTo(20, 12);
    expect(combineSpans("maximum", spans)).toMatchObject({ value: 9, combined: "highest" });
    expect(combineSpans("p99", spans)).toBeNull();
  });

  test("lies between the lowest and the highest, whatever the order", () => {
    const points = fc.array(
      fc.record({
        value: fc.integer({ min: 0, max: 10_000 }),
        samples: fc.integer({ min: 1, max: 1000 }),
      }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(points, fc.constantFrom("p95", "errorRate", "throughput"), (list, metric) => {
        const spans = list.map(({ value, samples }, index) => ({
          at: at((index + 1) * hour),
          seconds: 3600,
          samples,
          values: { [metric]: value },
        }));
        const found = combineSpans(metric, spans);
        expect(found?.value).toBeGreaterThanOrEqual((found?.lowest ?? 0) - 1e-9);
        expect(found?.value).toBeLessThanOrEqual((found?.highest ?? 0) + 1e-9);
        expect(combineSpans(metric, [...spans].reverse())?.value).toBeCloseTo(
          found?.value ?? -1,
          9,
        );
      }),
    );
  });
});

test("a snapshot holds every metric, what it rests on and what is missing of it", () => {
  const snapshot = baselineSnapshot(window, hourly(24), at(2 * day));
  expect(snapshot).toMatchObject({ daysPast: 2, expected: 48, covered: 24, partSeconds: 3600 });
  expect(snapshot.values.p95).toMatchObject({ value: 100, spans: 24, samples: 2400 });
  expect(snapshot.gaps).toHaveLength(1);
});
