import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { dayAfter } from "@/lib/domain/burn-up";
import { type DonePoint, forecastOf, pacesOf } from "@/lib/domain/forecast";

const today = "2026-11-21";

/** Points of the last days up to today, the oldest first. */
const days = (done: readonly number[], total = 100): DonePoint[] =>
  done.map((each, index) => ({ day: dayAfter(today, index + 1 - done.length), done: each, total }));

const steady = (length: number, perDay: number, start = 0): DonePoint[] =>
  days(Array.from({ length }, (_, index) => start + index * perDay));

describe("a pace", () => {
  it("is of the last 7, 14 and 28 days where there are so many", () => {
    expect(pacesOf(steady(40, 1), today).map(({ overDays }) => overDays)).toEqual([7, 14, 28]);
  });

  it("is of the windows that the points cover", () => {
    expect(pacesOf(steady(16, 2), today)).toEqual([
      { perDay: 2, overDays: 7 },
      { perDay: 2, overDays: 14 },
    ]);
  });

  it("is of all the days there are where those are fewer than a week", () => {
    expect(pacesOf(steady(5, 3), today)).toEqual([{ perDay: 3, overDays: 4 }]);
  });

  it("is none for fewer than three days", () => {
    expect(pacesOf(steady(3, 50), today)).toEqual([]);
    expect(pacesOf([], today)).toEqual([]);
  });

  it("takes a day without a point as the one before it", () => {
    const points = steady(15, 2).filter((_, index) => index % 3 === 0 || index === 14);
    expect(pacesOf(points, today)).toEqual([
      // Seven days ago has no point; the one of eight days ago stands for it.
      { perDay: 16 / 7, overDays: 7 },
      { perDay: 2, overDays: 14 },
    ]);
  });

  it("leaves out what lies after today", () => {
    const later = { day: dayAfter(today, 3), done: 99, total: 100 };
    expect(pacesOf([...steady(8, 1), later], today)).toEqual([{ perDay: 1, overDays: 7 }]);
  });
});

describe("a forecast", () => {
  it("is one day where every pace is the same", () => {
    expect(forecastOf(steady(29, 2), today)).toMatchObject({
      kind: "range",
      earliest: dayAfter(today, 22),
      latest: dayAfter(today, 22),
      remaining: 44,
    });
  });

  it("runs from the fastest pace to the slowest, and names both", () => {
    const done = [...Array.from({ length: 15 }, (_, index) => index), 16, 18, 20, 22, 24, 26, 28];
    expect(forecastOf(days(done), today)).toEqual({
      kind: "range",
      earliest: dayAfter(today, 36),
      latest: dayAfter(today, 48),
      fastest: { perDay: 2, overDays: 7 },
      slowest: { perDay: 1.5, overDays: 14 },
      remaining: 72,
      says: "72 are left, at 2 a day over the last 7 days to 1.5 a day over the last 14 days.",
    });
  });

  it("has no end where the slowest pace stands still", () => {
    const done = [
      ...Array.from({ length: 8 }, (_, index) => index * 2),
      14,
      14,
      14,
      14,
      14,
      14,
      14,
    ];
    expect(forecastOf(days(done), today)).toMatchObject({
      kind: "range",
      latest: null,
      says: "86 are left, at 1 a day over the last 14 days; nothing moved forward in the last 7 days.",
    });
  });

  it("says how few days it rests on", () => {
    expect(forecastOf(steady(5, 3), today)).toMatchObject({
      says: "88 are left, at 3 a day over the last 4 days; it rests on 4 days only.",
    });
  });

  it.each([
    ["nothing moves", steady(30, 0, 40), "At this pace never: none was done in 7 days."],
    [
      "signatures go stale faster than they come",
      days(Array.from({ length: 10 }, (_, index) => 50 - index)),
      "At this pace never: fewer are done than 7 days ago.",
    ],
    [
      "one row a month is left of thousands",
      days([...Array.from({ length: 28 }, () => 0), 1], 9000),
      "At 0.14 a day over the last 7 days, not within ten years.",
    ],
  ])("is never where %s", (_why, points, says) => {
    expect(forecastOf(points, today)).toMatchObject({ kind: "never", says });
  });

  it("is none where there is no pace, and says what it takes", () => {
    expect(forecastOf(steady(2, 10), today)).toEqual({
      kind: "none",
      says: "No pace is known yet: it takes the points of 3 days.",
    });
    expect(forecastOf([], today)).toEqual({ kind: "none", says: "Nothing is tracked yet." });
  });

  it("is done where nothing is left, whatever the pace", () => {
    expect(forecastOf(days([100]), today)).toEqual({ kind: "done", says: "All 100 are done." });
  });
});

const history = fc
  .array(fc.integer({ min: -3, max: 12 }), { minLength: 1, maxLength: 60 })
  .map((steps) => {
    let done = 0;
    return days(
      steps.map((step) => {
        done = Math.max(0, done + step);
        return done;
      }),
      1000,
    );
  });

test("the earliest day is after today and never after the latest one", () => {
  fc.assert(
    fc.property(history, (points) => {
      const forecast = forecastOf(points, today);
      if (forecast.kind !== "range") return;
      expect(forecast.earliest > today).toBe(true);
      if (forecast.latest !== null) expect(forecast.earliest <= forecast.latest).toBe(true);
      expect(forecast.slowest.perDay).toBeLessThanOrEqual(forecast.fastest.perDay);
    }),
  );
});

test("more to do at the same paces never comes sooner", () => {
  fc.assert(
    fc.property(history, fc.integer({ min: 0, max: 500 }), (points, more) => {
      const one = forecastOf(points, today);
      const other = forecastOf(
        points.map((point) => ({ ...point, total: point.total + more })),
        today,
      );
      if (one.kind !== "range" || other.kind !== "range") return;
      expect(other.earliest >= one.earliest).toBe(true);
    }),
  );
});

test("the order in which points come changes nothing", () => {
  fc.assert(
    fc.property(history, (points) => {
      expect(forecastOf([...points].reverse(), today)).toEqual(forecastOf(points, today));
    }),
  );
});
