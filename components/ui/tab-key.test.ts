import { expect, test } from "vitest";
import { tabKey } from "./tab-key";

test.each([
  ["ArrowRight", 0, 1],
  ["ArrowRight", 2, 0],
  ["ArrowLeft", 0, 2],
  ["ArrowLeft", 2, 1],
  ["Home", 2, 0],
  ["End", 0, 2],
  ["ArrowDown", 1, null],
  ["Tab", 1, null],
])("%s on tab %i of three leads to %s", (key, at, to) => {
  expect(tabKey(key, at, 3)).toBe(to);
});
