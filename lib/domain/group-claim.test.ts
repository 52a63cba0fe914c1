import fc from "fast-check";
import { expect, test } from "vitest";
import { readGroupClaim } from "@/lib/domain/group-claim";

test("a list of names is what it says", () => {
  expect(readGroupClaim("groups", ["platform", " registry ", "platform"])).toEqual({
    groups: ["platform", "registry"],
    words: "",
  });
  expect(readGroupClaim("groups", [])).toEqual({ groups: [], words: "" });
});

test.each([
  ["a missing claim", undefined, false, /told no groups: the claim "groups" is missing/],
  ["a mere reference", undefined, true, /too many groups to tell/],
  ["text", "admins", false, /is text, not a list/],
  ["an object", { admins: true }, false, /is a value \(object\), not a list/],
  ["a number", 7, false, /is a value \(number\)/],
  [
    "10,000 groups",
    Array.from({ length: 10_000 }, (_, at) => `g${at}`),
    false,
    /has 10000 entries/,
  ],
])("%s counts for nothing, and says so", (_, value, overage, words) => {
  const told = readGroupClaim("groups", value, overage);
  expect(told.groups).toEqual([]);
  expect(told.words).toMatch(words);
});

test("entries that are no names are left out, and counted", () => {
  const told = readGroupClaim("groups", ["a", { name: "admins" }, null, "x".repeat(301), "b"]);
  expect(told.groups).toEqual(["a", "b"]);
  expect(told.words).toMatch(/^3 of 5 entries .* are no name/);
});

test("whatever comes, groups are names", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const { groups } = readGroupClaim("groups", value);
      expect(groups.every((group) => typeof group === "string" && group.trim() !== "")).toBe(true);
    }),
  );
});
