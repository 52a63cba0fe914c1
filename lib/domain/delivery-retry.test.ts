import fc from "fast-check";
import { expect, test } from "vitest";
import { nextAttempt } from "@/lib/domain/delivery-retry";

const failedAt = new Date("2026-03-01T12:00:00Z");
const seconds = (attempts: number, chance = 0.5): number | null => {
  const at = nextAttempt(attempts, failedAt, chance);
  return at && (at.getTime() - failedAt.getTime()) / 1000;
};

test("the waits grow, and after the eighth attempt there is none", () => {
  expect([1, 2, 3, 4, 5, 6, 7].map((attempts) => seconds(attempts))).toEqual([
    5, 30, 120, 600, 3600, 14400, 43200,
  ]);
  expect(nextAttempt(8, failedAt, 0.5)).toBeNull();
  expect(nextAttempt(80, failedAt, 0.5)).toBeNull();
});

test("chance moves a wait by a fifth at most, and never past the next", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempts, one, other) => {
        const wait = seconds(attempts, one) ?? 0;
        const middle = seconds(attempts) ?? 0;
        expect(Math.abs(wait - middle)).toBeLessThanOrEqual(middle * 0.2 + 0.001);
        expect(wait).toBeLessThan(seconds(attempts + 1, other) ?? 0);
      },
    ),
  );
});
