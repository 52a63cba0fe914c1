import { describe, expect, test } from "vitest";
import { deputyState, deputyTimeFault } from "./deputy";

const now = new Date("2026-11-21T15:00:00Z");
const at = (text: string): Date => new Date(text);

describe("a deputy's time", () => {
  test.each([
    ["2026-11-21T00:00:00Z", "2026-11-28T00:00:00Z", null],
    ["2026-12-01T00:00:00Z", "2027-12-01T00:00:00Z", null],
    ["2026-11-19T00:00:00Z", "2026-11-28T00:00:00Z", "from"],
    ["2026-11-28T00:00:00Z", "2026-11-27T00:00:00Z", "until"],
    ["2026-11-28T00:00:00Z", "2026-11-28T00:00:00Z", "until"],
    ["2026-11-21T00:00:00Z", "2026-11-21T12:00:00Z", "until"],
    ["2026-12-01T00:00:00Z", "2028-01-01T00:00:00Z", "until"],
  ])("from %s until %s: %s", (from, until, field) => {
    expect(deputyTimeFault(at(from), at(until), now)?.field ?? null).toBe(field);
  });

  test.each([
    ["2026-11-21T16:00:00Z", "2026-11-22T00:00:00Z", null, "ahead"],
    ["2026-11-21T15:00:00Z", "2026-11-22T00:00:00Z", null, "now"],
    ["2026-11-20T00:00:00Z", "2026-11-21T15:00:00Z", null, "over"],
    ["2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z", "2026-11-21T00:00:00Z", "ended"],
  ])("%s to %s, ended %s, is %s", (from, until, ended, state) => {
    const time = { fromAt: at(from), untilAt: at(until), endedAt: ended ? at(ended) : null };
    expect(deputyState(time, now)).toBe(state);
  });
});
