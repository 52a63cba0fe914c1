import { describe, expect, test } from "vitest";
import { findingWords } from "@/lib/domain/finding-words";
import { itemKinds, verificationStates } from "@/lib/domain/inventory";
import { countsWords, countWords, kindWord, verificationWords } from "@/lib/domain/inventory-words";

describe("the inventory in words", () => {
  test.each([
    [{}, ""],
    [{ route: 0 }, ""],
    [{ route: 1 }, "1 route"],
    [{ worker: 36, route: 413 }, "413 routes and 36 workers"],
    [
      { queue: 1, "storage-driver": 15, route: 1234 },
      "1,234 routes, 1 queue and 15 storage drivers",
    ],
  ])("%o is “%s”", (counts, words) => expect(countsWords(counts)).toBe(words));

  test("nought is said in the plural", () => expect(countWords(0, "queue")).toBe("0 queues"));

  test("every kind and state has words of its own", () => {
    expect(new Set(itemKinds.map((kind) => kindWord(kind, 2))).size).toBe(itemKinds.length);
    expect(new Set(verificationStates.map(verificationWords)).size).toBe(verificationStates.length);
  });

  test.each(["constructor", "a-later-code"])(
    "%s, which is not known, stands for itself",
    (word) => {
      expect(kindWord(word)).toBe(word);
      expect(verificationWords(word)).toBe(word);
      expect(findingWords(word).title).toBe(word);
    },
  );
});
