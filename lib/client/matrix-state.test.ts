import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isNarrowed,
  type MatrixState,
  matrixFields,
  matrixFilterOf,
  readMatrixState,
  unfoldedReader,
  withFold,
  withoutFilter,
  withSort,
  writeMatrixState,
} from "@/lib/client/matrix-state";

const plain = readMatrixState(new URLSearchParams());
const value = fc.string({ minLength: 1 }).filter((text) => !text.includes(","));
const values = fc.uniqueArray(value, { maxLength: 3 });

const states: fc.Arbitrary<MatrixState> = fc.record({
  groupBy: fc.constantFrom("capability" as const, "family" as const, "wave" as const),
  q: fc.string({ maxLength: 200 }),
  chosen: fc.record(
    Object.fromEntries(matrixFields.map((field) => [field, values])) as Record<
      (typeof matrixFields)[number],
      typeof values
    >,
  ),
  sort: fc.constantFrom("name" as const, "team" as const, "owner:staging" as const),
  descending: fc.boolean(),
  unfolded: fc.option(
    fc.record({
      all: fc.boolean(),
      keys: fc.uniqueArray(fc.oneof(fc.string(), fc.constantFrom("", "~", "*")), { maxLength: 4 }),
    }),
  ),
});

describe("the matrix in an address", () => {
  test("what is written is read back, and what else stands there stays", () => {
    fc.assert(
      fc.property(states, (state) => {
        const written = writeMatrixState(state, new URLSearchParams("environment=staging"));
        expect(readMatrixState(new URLSearchParams(written.toString()))).toEqual(state);
        expect(written.get("environment")).toBe("staging");
      }),
    );
  });

  test("a plain matrix adds nothing to the address", () => {
    expect(writeMatrixState(plain, new URLSearchParams("q=x&open=*&sort=team")).toString()).toBe(
      "",
    );
  });

  test.each([
    ["groupBy=colour", { groupBy: "capability" }],
    ["sort=colour", { sort: "name" }],
    ["descending=yes", { descending: false }],
    ["open=%25E0%25", { unfolded: { all: false, keys: ["%E0%"] } }],
  ])("%s is as if it were not said", (search, expected) => {
    expect(readMatrixState(new URLSearchParams(search))).toMatchObject(expected);
  });
});

describe("the filter", () => {
  test("holds what is chosen and nothing else", () => {
    const state = readMatrixState(
      new URLSearchParams("q=%20v2%20&owner=staging:go,staging:canary"),
    );
    expect(matrixFilterOf(state)).toEqual({ q: "v2", owner: ["staging:go", "staging:canary"] });
    expect(isNarrowed(state)).toBe(true);
    expect(matrixFilterOf(withoutFilter(state))).toEqual({});
    expect(isNarrowed(withoutFilter(state))).toBe(false);
  });
});

describe("unfolding", () => {
  test.each([
    ["", 3, false],
    ["", 1, true],
    ["q=v2", 3, true],
    ["open=", 1, false],
    ["open=a", 3, true],
    ["open=b", 3, false],
    ["open=*", 3, true],
    ["open=*,a", 3, false],
  ])("with %j and %i groups, a is %s", (search, groups, expected) => {
    const state = readMatrixState(new URLSearchParams(search));
    expect(unfoldedReader(state, groups)("a")).toBe(expected);
  });

  test("folding turns one group and leaves the others as they were", () => {
    fc.assert(
      fc.property(states, fc.string(), fc.string(), fc.integer({ min: 0, max: 3 }), (...given) => {
        const [state, key, other, groups] = given;
        fc.pre(key !== other);
        const next = withFold(state, groups, key);
        expect(unfoldedReader(next, groups)(key)).toBe(!unfoldedReader(state, groups)(key));
        expect(unfoldedReader(next, groups)(other)).toBe(unfoldedReader(state, groups)(other));
      }),
    );
  });
});

test("the same column again turns the order round", () => {
  const byRoutes = withSort(plain, "routes");
  expect(byRoutes).toMatchObject({ sort: "routes", descending: true });
  expect(withSort(byRoutes, "routes")).toMatchObject({ sort: "routes", descending: false });
  expect(withSort(byRoutes, "name")).toMatchObject({ sort: "name", descending: false });
});
