import fc from "fast-check";
import { expect, test } from "vitest";
import { compare, decimalOf, decimalWords, minus, plus, quotient, times } from "./exact-decimal";

test.each([
  [0.1, 0.2, "0.3"],
  [104, 10.4, "114.4"],
  [1e-7, 2e-7, "0.0000003"],
  [1e21, 1, "1000000000000000000001"],
  [-1.5, 0.25, "-1.25"],
])("%d + %d = %s, without loss", (one, other, words) => {
  expect(decimalWords(plus(decimalOf(one), decimalOf(other)), 12)).toBe(words);
});

test.each([
  [1.0005, 3, "1.001"],
  [-1.0005, 3, "-1.001"],
  [0.05, 1, "0.1"],
  [120, 3, "120"],
  [0.0004, 3, "0"],
])("%d to %d places is %s", (value, places, words) => {
  expect(decimalWords(decimalOf(value), places)).toBe(words);
});

const hundredths = fc.integer({ min: -1_000_000, max: 1_000_000 });

test("is the arithmetic of whole hundredths", () => {
  fc.assert(
    fc.property(hundredths, hundredths, (one, other) => {
      const [a, b] = [decimalOf(one / 100), decimalOf(other / 100)];
      const isSame = (found: typeof a, wanted: number, scale: number): void =>
        expect(compare(times(found, decimalOf(scale)), decimalOf(wanted))).toBe(0);
      isSame(plus(a, b), one + other, 100);
      isSame(minus(a, b), one - other, 100);
      isSame(times(a, b), one * other, 10_000);
      expect(Math.sign(compare(a, b))).toBe(Math.sign(one - other));
    }),
  );
});

test("a quotient is the nearest number", () => {
  expect(quotient(decimalOf(1), decimalOf(3))).toBe(1 / 3);
  expect(quotient(decimalOf(67.2), decimalOf(336))).toBe(0.2);
  expect(quotient(decimalOf(-0.3), decimalOf(3))).toBe(-0.1);
});
