import { describe, expect, test } from "vitest";
import { exactTime, relativeTime } from "@/components/ui/relative-time";

const now = Date.parse("2026-11-21T12:00:00Z");

describe("relative time", () => {
  test.each([
    ["2026-11-21T11:59:57Z", "now"],
    ["2026-11-21T11:59:20Z", "40 s"],
    ["2026-11-21T11:48:00Z", "12 min"],
    ["2026-11-21T11:00:01Z", "59 min"],
    ["2026-11-21T07:00:00Z", "5 h"],
    ["2026-11-18T11:00:00Z", "3 d"],
    ["2026-02-08T11:00:00Z", "8 Feb"],
    ["2026-09-08T11:00:00Z", "8 Sep"],
    ["2025-02-08T11:00:00Z", "8 Feb 2025"],
  ])("%s reads %s", (iso, text) => {
    expect(relativeTime(Date.parse(iso), now, "UTC").text).toBe(text);
  });

  test("a moment ahead is not past", () => {
    expect(relativeTime(now + 7_200_000, now)).toEqual({
      text: "2 h",
      unit: "span",
      isPast: false,
    });
  });

  test("the exact time is told in the zone asked for", () => {
    expect(exactTime(now, "UTC")).toBe("Sat 21 Nov 2026, 12:00:00 UTC");
    expect(exactTime(now, "Asia/Tokyo")).toContain("21:00:00");
  });
});
