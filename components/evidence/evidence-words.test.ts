import { expect, test } from "vitest";
import { durationWords, sizeWords } from "./evidence-words";

test.each<[number | null, string]>([
  [null, "unknown"],
  [0, "0 ms"],
  [999, "999 ms"],
  [4_200, "4.2 s"],
  [185_000, "3 min 5 s"],
])("%s milliseconds are %s", (milliseconds, words) => {
  expect(durationWords(milliseconds)).toBe(words);
});

test.each([
  [0, "0 kB"],
  [1, "1 kB"],
  [1_300_000, "1.2 MB"],
])("%i bytes are %s", (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});
