import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Build,
  countedCommits,
  evidenceRulesOf,
  knownForAll,
  planDeployment,
  refuseFutureDeployment,
  sideOfWord,
} from "@/lib/domain/deployment";

const minute = (count: number): Date => new Date(Date.UTC(2026, 10, 21, 12, count));
const build = (commit: string, at: number, ...ancestors: string[]): Build => ({
  id: commit,
  commit,
  label: null,
  ancestors,
  at: minute(at),
});
const plan = (live: Build[], commit: string, at: number, isAlongside = false) => {
  const { repeats, ends, endedAt } = planDeployment(live, { commit, at: minute(at), isAlongside });
  return {
    repeats: repeats?.commit ?? null,
    ends: ends.map((ended) => ended.commit),
    endedAt: endedAt?.getUTCMinutes() ?? null,
  };
};

describe("a reported deployment", () => {
  test.each<[string, ReturnType<typeof plan>, ReturnType<typeof plan>]>([
    ["the first one runs", plan([], "b", 10), { repeats: null, ends: [], endedAt: null }],
    [
      "a new build takes the place of the one before",
      plan([build("a", 5)], "b", 10),
      { repeats: null, ends: ["a"], endedAt: null },
    ],
    [
      "a canary runs beside it",
      plan([build("a", 5)], "b", 10, true),
      { repeats: null, ends: [], endedAt: null },
    ],
    [
      "the same commit again is repeated",
      plan([build("a", 5)], "a", 10),
      { repeats: "a", ends: [], endedAt: null },
    ],
    [
      "a canary that is told again without alongside is promoted",
      plan([build("a", 5), build("b", 7)], "b", 10),
      { repeats: "b", ends: ["a"], endedAt: null },
    ],
    [
      "a new build ends every earlier one",
      plan([build("a", 5), build("b", 7)], "c", 10),
      { repeats: null, ends: ["a", "b"], endedAt: null },
    ],
    [
      "told late, it does not end the newer one and ended when that began",
      plan([build("b", 12)], "a", 10),
      { repeats: null, ends: [], endedAt: 12 },
    ],
    [
      "told late where a canary began meanwhile, it takes the older one's place",
      plan([build("a", 5), build("canary", 12)], "b", 10),
      { repeats: null, ends: ["a"], endedAt: null },
    ],
    [
      "two of one moment: the one told last runs",
      plan([build("a", 10)], "b", 10),
      { repeats: null, ends: ["a"], endedAt: null },
    ],
  ])("%s", (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  test("whatever is told in whatever order, something runs, and nothing newer is ended", () => {
    const report = fc.record({
      commit: fc.constantFrom("a", "b", "c", "d"),
      at: fc.integer({ min: 0, max: 50 }),
      isAlongside: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(report, { minLength: 1 }), (reports) => {
        let live: Build[] = [];
        for (const { commit, at, isAlongside } of reports) {
          const planned = planDeployment(live, { commit, at: minute(at), isAlongside });
          for (const ended of planned.ends) expect(ended.at <= minute(at)).toBe(true);
          live = live.filter((one) => !planned.ends.includes(one));
          if (!planned.repeats && planned.endedAt === null) live.push(build(commit, at));
          expect(live.length).toBeGreaterThan(0);
          expect(new Set(live.map((one) => one.commit)).size).toBe(live.length);
        }
      }),
    );
  });
});

test.each([
  [0, [["b"]]],
  [1, [["b", "a"]]],
  [5, [["b", "a", "z"]]],
])("with %s ancestors allowed the commits %j count", (ancestors, expected) => {
  const counted = countedCommits([build("b", 1, "a", "z")], { ancestors });
  expect(counted.map(({ commits }) => commits)).toEqual(expected);
});

test("what is known has to be known for every build that runs", () => {
  const found = new Map([
    ["both", new Set(["a", "b"])],
    ["one", new Set(["a"])],
    ["of another build", new Set(["z"])],
  ]);
  const known = (...live: Build[]) => [
    ...knownForAll(countedCommits(live, { ancestors: 0 }), found),
  ];
  expect(known(build("a", 1))).toEqual(["both", "one"]);
  expect(known(build("a", 1), build("b", 2))).toEqual(["both"]);
  expect(known()).toEqual([]);
});

test.each([
  [{}, 0],
  [null, 0],
  [{ ancestors: 3 }, 3],
  [{ ancestors: -1 }, 0],
  [{ ancestors: 1.5 }, 0],
  [{ ancestors: "3" }, 0],
  [{ ancestors: 1e9 }, 50],
])("rules stored as %j allow %s ancestors", (stored, ancestors) => {
  expect(evidenceRulesOf(stored)).toEqual({ ancestors });
});

test("a side is named by the program's words or by ours", () => {
  const owners = { legacy: "python", target: "go" };
  expect(["legacy", "python", "target", "go"].map((word) => sideOfWord(word, owners))).toEqual([
    "legacy",
    "legacy",
    "target",
    "target",
  ]);
  expect(() => sideOfWord("rust", owners)).toThrow(
    'The side is python (legacy) or go (target), not "rust".',
  );
});

test("a time that has not come is refused; clocks may differ by five minutes", () => {
  expect(() => refuseFutureDeployment(minute(4), minute(0))).not.toThrow();
  expect(() => refuseFutureDeployment(minute(6), minute(0))).toThrow("has not come");
});
