import { expect, test } from "vitest";
import { effectDifference } from "@/lib/domain/effect-difference";

const move = (key: string, from = "python", to = "go") => ({ key, from, to });

test.each([
  ["the same", [move("R-1")], [move("R-1")], []],
  [
    "one fewer",
    [move("R-1"), move("R-2")],
    [move("R-1")],
    ["R-2 would no longer change: it was to go to go."],
  ],
  ["one more", [], [move("R-3")], ["R-3 would change too: python -> go."]],
  [
    "from elsewhere",
    [move("R-1")],
    [move("R-1", "go for orgs acme")],
    ["R-1 would change go for orgs acme -> go; asked was python -> go."],
  ],
])("%s", (_, asked, current, says) => {
  expect(effectDifference(asked, current)).toEqual(says);
});

test("a long list is cut, and says how much is left", () => {
  const many = Array.from({ length: 30 }, (_, at) => move(`R-${at}`));
  expect(effectDifference([], many)).toHaveLength(21);
  expect(effectDifference([], many).at(-1)).toBe("and 10 more.");
});
