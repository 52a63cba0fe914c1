import { describe, expect, it } from "vitest";
import { contradictsState, verificationOf } from "./verification-words";

describe("words for a row's state", () => {
  it.each([
    ["verified-source-anchored", "verified-source-anchored"],
    ["Verified Source Anchored", "verified-source-anchored"],
    ["IN_PROGRESS", "planned"],
    ["inferred", "source-anchored-needs-review"],
    ["done", "source-anchored-needs-review"],
    ["blocked-triage", "needs-triage"],
    ["retire-approved", "retired-approved"],
    ["frobnicated", null],
    ["constructor", null],
    ["", null],
  ])("%s is %s", (word, state) => expect(verificationOf(word)).toBe(state));

  it.each([
    ["planned", "verified-source-anchored", false],
    ["planned", "planned", false],
    ["needs-triage", "retired-approved", true],
    ["planned", "retired-approved", true],
  ] as const)("%s beside %s contradicts: %s", (one, other, is) => {
    expect(contradictsState(one, other)).toBe(is);
    expect(contradictsState(other, one)).toBe(is);
  });
});
