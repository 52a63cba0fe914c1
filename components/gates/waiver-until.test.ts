import { expect, test } from "vitest";
import { untilOf, waiverSpans } from "@/components/gates/waiver-until";

const now = Date.parse("2026-11-30T22:15:00.000Z");

test.each([
  ["1", "2026-12-01T23:59:59.000Z"],
  ["30", "2026-12-30T23:59:59.000Z"],
  ["0", null],
  ["1.5", null],
  ["", null],
  ["for ever", null],
  ["400", null],
])("%s days end at %s", (days, until) => expect(untilOf(days, now)).toBe(until));

test("every span that is offered ends", () => {
  expect(waiverSpans.map(({ value }) => untilOf(value, now)).includes(null)).toBe(false);
});
