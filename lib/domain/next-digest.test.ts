import { expect, test } from "vitest";
import { digestStart, nextDigest } from "@/lib/domain/next-digest";

test.each([
  ["2026-03-01T05:59:59.999Z", "2026-03-01T06:00:00.000Z"],
  ["2026-03-01T06:00:00.000Z", "2026-03-02T06:00:00.000Z"],
  ["2026-03-01T23:00:00.000Z", "2026-03-02T06:00:00.000Z"],
  ["2026-02-28T07:00:00.000Z", "2026-03-01T06:00:00.000Z"],
])("after %s the next digest is due at %s", (after, due) => {
  expect(nextDigest(new Date(after)).toISOString()).toBe(due);
});

test("a digest tells of the day before it", () => {
  const due = new Date("2026-03-01T06:00:00Z");
  expect(digestStart(due).toISOString()).toBe("2026-02-28T06:00:00.000Z");
});
