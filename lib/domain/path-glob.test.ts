import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitsWildcards, pathGlob, pathNames } from "./path-glob";

const inWords = (pattern: string): string =>
  [...pattern]
    .map((character) => (character === "*" ? "[^/]*" : character === "?" ? "[^/]" : character))
    .join("");

/** The same rules as one regular expression: slow on bad luck, and easy to read. */
const asExpression = (pattern: string): RegExp => {
  const segments = pathNames(pattern);
  if (segments.length === 0) return /^/;
  const isFolder = pattern.endsWith("/");
  const isAnchored = pattern.startsWith("/") || pattern.slice(0, -1).includes("/");
  const last = segments.at(-1);
  const source = segments
    .map((segment) => (segment === "**" ? "(?:[^/]+/)*" : `${inWords(segment)}/`))
    .join("");
  const beneath = "[^/]+/(?:[^/]+/)*";
  const ending =
    last === "**"
      ? isFolder
        ? "(?!)"
        : ""
      : isFolder
        ? beneath
        : isAnchored && last === "*"
          ? ""
          : `(?:${beneath})?`;
  return new RegExp(`^${isAnchored ? "" : "(?:[^/]+/)*"}${source}${ending}$`);
};

const segment = fc.oneof(
  fc.constant("**"),
  fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 6 }),
);
const pattern = fc
  .tuple(fc.constantFrom("", "/"), fc.array(segment, { maxLength: 4 }), fc.constantFrom("", "/"))
  .map(([lead, segments, tail]) => `${lead}${segments.join("/")}${tail}`);
const names = fc.array(fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 5,
});

describe("a pattern of paths", () => {
  test("fits what the same rules as an expression fit", () => {
    fc.assert(
      fc.property(pattern, names, (one, path) => {
        expect(pathGlob(one)(path)).toBe(asExpression(one).test(`${path.join("/")}/`));
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["**", "ab", true],
    ["a*", "a", true],
    ["*a", "ba", true],
    ["*a", "ab", false],
    ["?", "", false],
  ])("“%s” and “%s”: %s", (one, name, fits) => {
    expect(fitsWildcards(one, name)).toBe(fits);
  });

  test("takes no more steps than the product of both lengths, however many stars it has", () => {
    const effort = { steps: 0 };
    expect(fitsWildcards("*a".repeat(500), `${"a".repeat(2_000)}b`, effort)).toBe(false);
    expect(effort.steps).toBeLessThan(10_000);
  });
});
