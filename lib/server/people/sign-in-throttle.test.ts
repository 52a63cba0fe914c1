import { expect, test } from "vitest";
import { createSignInThrottle } from "@/lib/server/people/sign-in-throttle";

test("after the limit nobody is let in until the window of the first attempt ends", () => {
  const throttle = createSignInThrottle({ limit: 3, windowMilliseconds: 1000 });
  expect([0, 10, 20].map((at) => throttle.admit("eve", at))).toEqual([true, true, true]);
  expect(throttle.admit("eve", 30)).toBe(false);
  expect(throttle.admit("eve", 999)).toBe(false);
  expect(throttle.admit("eve", 1000)).toBe(true);
});

test("guesses at one handle leave the others alone", () => {
  const throttle = createSignInThrottle({ limit: 1 });
  throttle.admit("eve", 0);
  expect(throttle.admit("eve", 1)).toBe(false);
  expect(throttle.admit("ada", 1)).toBe(true);
});

test("a right answer clears what came before it", () => {
  const throttle = createSignInThrottle({ limit: 2 });
  throttle.admit("ada", 0);
  throttle.admit("ada", 1);
  throttle.forget("ada");
  expect(throttle.admit("ada", 2)).toBe(true);
});

test("a flood of names does not grow the memory", () => {
  const throttle = createSignInThrottle({ limit: 1, most: 3 });
  for (const handle of ["a", "b", "c", "d"]) throttle.admit(handle, 0);
  expect(throttle.admit("a", 1)).toBe(true);
  expect(throttle.admit("d", 1)).toBe(false);
});
