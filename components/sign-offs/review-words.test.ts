import { expect, test } from "vitest";
import { namesTyped, reviewTitle } from "@/components/sign-offs/review-words";

test.each([
  ["Mei Tanaka, Kenji\nMei Tanaka", ["Mei Tanaka", "Kenji"]],
  [" ;\n", []],
])("names typed as %j", (text, names) => {
  expect(namesTyped(text)).toEqual(names);
});

test("a meeting is called after its batch or its week", () => {
  expect(reviewTitle({ batch: "BATCH-A1-ROUTES", weekOf: null })).toBe("Review of BATCH-A1-ROUTES");
  expect(reviewTitle({ batch: null, weekOf: "2026-02-09" })).toBe(
    "Review of the week of 2026-02-09",
  );
});
