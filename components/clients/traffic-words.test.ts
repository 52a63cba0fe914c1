import { describe, expect, test } from "vitest";
import { percentWords, sharesWords } from "@/components/clients/traffic-words";

const owners = { legacy: "python", target: "go" };

describe("shares as people read them", () => {
  test.each([
    [0, "0 %"],
    [0.0001, "under 0.1 %"],
    [0.125, "12.5 %"],
    [0.99999, "over 99.9 %"],
    [1, "100 %"],
  ])("%s is %s", (share, words) => {
    expect(percentWords(share)).toBe(words);
  });

  test.each([
    [{ legacy: 0, target: 0, other: 0 }, null],
    [{ legacy: 9, target: 1, other: 0 }, "90 % python, 10 % go"],
    [{ legacy: 0, target: 3, other: 1 }, "75 % go, 25 % neither"],
  ])("%o", (counts, words) => {
    expect(sharesWords(counts, owners)).toBe(words);
  });
});
