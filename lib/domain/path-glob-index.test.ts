import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pathGlob } from "./path-glob";
import { pathGlobIndex } from "./path-glob-index";

const segment = fc.constantFrom(
  "a",
  "b",
  "docs",
  "x.py",
  "y.d.ts",
  "*",
  "**",
  "*.py",
  "?",
  "d*",
  "*.?",
);
const pattern = fc
  .tuple(
    fc.constantFrom("", "/"),
    fc.array(segment, { minLength: 0, maxLength: 4 }),
    fc.constantFrom("", "/"),
  )
  .map(([lead, segments, tail]) => `${lead}${segments.join("/")}${tail}`);
const names = fc.array(fc.constantFrom("a", "b", "docs", "x.py", "y.d.ts", "z.py"), {
  minLength: 1,
  maxLength: 5,
});

describe("the patterns that are worth trying on a path", () => {
  test("are all that fit it, the last of the list first", () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 20 }), names, (patterns, one) => {
        const candidates = pathGlobIndex(patterns).candidates(one);
        const fitting = patterns.flatMap((each, at) => (pathGlob(each)(one) ? [at] : []));
        expect(candidates).toEqual(expect.arrayContaining(fitting));
        expect(candidates).toEqual([...new Set(candidates)].sort((left, right) => right - left));
      }),
      { numRuns: 2_000 },
    );
  });

  test("are few: a file of another folder, name or ending is none of them", () => {
    const index = pathGlobIndex(["/src/api/", "docs/", "*.py", "*", "**/logs"]);
    expect(index.candidates(["src", "web", "x.go"])).toEqual([3]);
    expect(index.candidates(["src", "api", "x.py"])).toEqual([3, 2, 0]);
    expect(index.loose).toBe(1);
  });
});
