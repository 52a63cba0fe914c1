import { expect, test } from "vitest";
import { relativeTime } from "@/components/ui/relative-time";
import { standingOfBatch } from "@/lib/domain/batch-standing";

const due = Date.parse("2026-11-15T23:59:59.999Z");
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How a batch of two rows stands so long after it was due, and how the due date beside it reads then. */
const read = (after: number) => {
  const now = due + after;
  const counts = { rows: 2, done: 1, unsigned: 0 };
  const { says, daysLeft } = standingOfBatch(
    counts,
    { at: new Date(due), from: "week" },
    new Date(now),
  );
  return { says, daysLeft, time: relativeTime(due, now, "UTC").text };
};

test.each([
  [30_000, "less than a minute", 0, "30 s"],
  [minute, "1 minute", 0, "1 min"],
  [hour - 1, "59 minutes", 0, "59 min"],
  [hour, "1 hour", 0, "1 h"],
  [day - 1, "23 hours", 0, "23 h"],
  [day, "1 day", -1, "1 d"],
  [6 * day - 1, "5 days", -5, "5 d"],
  [6 * day, "6 days", -6, "6 d"],
  [6 * day + 1, "6 days", -6, "6 d"],
  [30 * day - 1, "29 days", -29, "29 d"],
])("%d ms after its time: %s late, and due as long ago", (after, late, daysLeft, time) => {
  expect(read(after)).toEqual({ says: `1 row to go, ${late} late.`, daysLeft, time });
});

test.each([
  [hour, "It is due within a day, with 1 row to go.", 0, "1 h"],
  [day - 1, "It is due within a day, with 1 row to go.", 0, "23 h"],
  [day, "1 row to go, 1 day left: 1 row a day.", 1, "1 d"],
  [6 * day - 1, "1 row to go, 5 days left: 1 row a day.", 5, "5 d"],
  [6 * day, "1 row to go, 6 days left: 1 row a day.", 6, "6 d"],
])("%d ms before its time: %s", (before, says, daysLeft, time) => {
  expect(read(-before)).toEqual({ says, daysLeft, time });
});
