import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ChangeWindow,
  isWindowOpen,
  nextOpening,
  weekdays,
  windowFaults,
  windowWords,
} from "@/lib/domain/change-window";

const office: ChangeWindow = {
  days: ["mon", "tue", "wed", "thu"],
  from: "09:00",
  to: "16:00",
  timeZone: "Europe/Berlin",
};
const night: ChangeWindow = { days: ["sat"], from: "22:00", to: "04:00", timeZone: "UTC" };

describe("a window is open by its own clock", () => {
  test.each([
    ["Thursday morning in Berlin", [office], "2026-11-19T08:00:00Z", true],
    ["a minute before", [office], "2026-11-19T07:59:59Z", false],
    ["the last minute", [office], "2026-11-19T14:59:59Z", true],
    ["its end", [office], "2026-11-19T15:00:00Z", false],
    ["Friday", [office], "2026-11-20T10:00:00Z", false],
    ["summer, an hour earlier in UTC", [office], "2026-07-16T07:00:00Z", true],
    ["Saturday night", [night], "2026-11-21T23:00:00Z", true],
    ["Sunday before dawn, begun on Saturday", [night], "2026-11-22T03:59:00Z", true],
    ["Sunday after it", [night], "2026-11-22T04:00:00Z", false],
    ["any of several", [office, night], "2026-11-22T01:00:00Z", true],
    ["no window at all: always", [], "2026-11-22T01:00:00Z", true],
  ] as const)("%s", (_, windows, at, expected) => {
    expect(isWindowOpen(windows, new Date(at))).toBe(expected);
  });
});

describe("the next opening", () => {
  test.each([
    ["after the weekend", [office], "2026-11-21T12:00:00Z", "2026-11-23T08:00:00.000Z"],
    ["the same day", [office], "2026-11-23T06:30:30Z", "2026-11-23T08:00:00.000Z"],
    // Clocks go back on 25 October 2026.
    ["over the end of summer time", [office], "2026-10-23T12:00:00Z", "2026-10-26T08:00:00.000Z"],
    ["over the start of summer time", [office], "2026-03-27T12:00:00Z", "2026-03-30T07:00:00.000Z"],
    [
      "a beginning that the clock leaps over",
      [{ days: ["sun"], from: "02:30", to: "05:00", timeZone: "Europe/Berlin" }],
      "2026-03-28T12:00:00Z",
      "2026-03-29T01:00:00.000Z",
    ],
    ["the earlier of two", [office, night], "2026-11-20T16:00:00Z", "2026-11-21T22:00:00.000Z"],
  ] as const)("%s", (_, windows, at, expected) => {
    expect(nextOpening(windows as readonly ChangeWindow[], new Date(at)).toISOString()).toBe(
      expected,
    );
  });

  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
  const window = fc
    .record({
      days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
      from: clock,
      to: clock,
      timeZone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"),
    })
    .filter(({ from, to }) => from !== to);
  const moment = fc
    .integer({ min: 1_767_225_600, max: 1_798_761_600 })
    .map((s) => new Date(s * 1000));

  test("is open, not before, and the minute before it is not", () => {
    fc.assert(
      fc.property(fc.array(window, { minLength: 1, maxLength: 3 }), moment, (windows, at) => {
        const opening = nextOpening(windows, at);
        expect(opening.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(isWindowOpen(windows, opening)).toBe(true);
        if (opening.getTime() > at.getTime()) {
          const before = new Date(Math.max(at.getTime(), opening.getTime() - 60_000));
          expect(isWindowOpen(windows, before)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  ["no day", { ...office, days: [] }, "days", "needs a day"],
  ["a day twice", { ...office, days: ["mon", "mon"] }, "days", "twice"],
  ["a time that is none", { ...office, from: "9" }, "from", '"9" is no time of day'],
  ["25 o'clock", { ...office, to: "25:00" }, "to", "no time of day"],
  ["minute 60", { ...office, to: "10:60" }, "to", "no time of day"],
  ["from midnight's end", { ...office, from: "24:00" }, "from", "no time of day"],
  ["never open", { ...office, to: "09:00" }, "to", "never open"],
  ["a zone that is none", { ...office, timeZone: "Mars/Olympus" }, "timeZone", "no time zone"],
] as const)("a window with %s is said to be wrong", (_, window, field, says) => {
  expect(windowFaults(window as ChangeWindow, "windows[0]")).toEqual([
    { field: `windows[0].${field}`, says: expect.stringContaining(says) },
  ]);
});

test.each([
  [office, "Mon to Thu 09:00 to 16:00 (Europe/Berlin)"],
  [night, "Sat 22:00 to 04:00 (UTC)"],
  [{ ...night, days: ["sun", "mon"] }, "Mon, Sun 22:00 to 04:00 (UTC)"],
  [{ ...night, days: [...weekdays], from: "00:00", to: "24:00" }, "every day 00:00 to 24:00 (UTC)"],
] as const)("%j in words", (window, words) => {
  expect(windowFaults(window as ChangeWindow, "w")).toEqual([]);
  expect(windowWords(window as ChangeWindow)).toBe(words);
});
