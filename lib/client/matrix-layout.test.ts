import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layOut, type MatrixLine, sortGroups } from "@/lib/client/matrix-layout";
import type { MatrixGroup } from "@/lib/contract/matrix";

const group = (key: string, routes: number, rest: Partial<MatrixGroup> = {}): MatrixGroup => ({
  key,
  title: key,
  routes,
  workers: 0,
  families: [],
  teams: [],
  waves: [],
  share: {},
  owner: {},
  workersOnTarget: {},
  verified: 0,
  anchored: 0,
  retired: 0,
  tests: 0,
  level: "capability",
  ...rest,
});

const words = (line: MatrixLine): string => {
  if (line.kind === "group") return line.group.key;
  if (line.kind === "route") return `${line.group.key}.${line.at}`;
  return line.kind === "worker" ? `worker.${line.at}` : "workers";
};

describe("the lines of the matrix", () => {
  test("are groups, the routes of unfolded ones, then the workers", () => {
    const layout = layOut([group("a", 2), group("b", 3), group("c", 1)], (key) => key !== "b", 2);
    expect(Array.from({ length: layout.count }, (_, at) => words(layout.lineAt(at)))).toEqual([
      "a",
      "a.0",
      "a.1",
      "b",
      "c",
      "c.0",
      "workers",
      "worker.0",
      "worker.1",
    ]);
  });

  test("without workers there is no heading for them", () => {
    expect(layOut([group("a", 2)], () => false, 0).count).toBe(1);
    expect(layOut([], () => false, 0).count).toBe(0);
    expect(words(layOut([], () => false, 1).lineAt(0))).toBe("workers");
  });

  test("are the ones a plain listing would give, for any groups", () => {
    const groups = fc.array(fc.tuple(fc.nat(5), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(groups, fc.nat(3), (given, workers) => {
        const made = given.map(([routes], at) => group(String(at), routes));
        const isOpen = (key: string) => given[Number(key)]?.[1] === true;
        const listed = [
          ...made.flatMap(({ key, routes }) => [
            key,
            ...Array.from({ length: isOpen(key) ? routes : 0 }, (_, at) => `${key}.${at}`),
          ]),
          ...(workers > 0 ? ["workers"] : []),
          ...Array.from({ length: workers }, (_, at) => `worker.${at}`),
        ];
        const { count, lineAt } = layOut(made, isOpen, workers);
        expect(Array.from({ length: count }, (_, at) => words(lineAt(at)))).toEqual(listed);
      }),
    );
  });
});

describe("sorting groups", () => {
  const share = (target: number, canary: number, legacy: number) => ({
    share: { staging: { target, canary, legacy } },
  });
  const groups = [
    group("a", 4, { verified: 1, teams: ["z"], ...share(0, 0, 4) }),
    group("b", 2, { verified: 2, teams: ["y"], ...share(2, 0, 0) }),
    group("c", 9, { verified: 0, teams: ["y"], ...share(0, 9, 0) }),
    group("", 7, { verified: 7, ...share(7, 0, 0) }),
  ];

  test.each([
    ["name", false, "abc"],
    ["name", true, "cba"],
    ["routes", true, "cab"],
    ["verified", false, "cab"],
    ["team", false, "bca"],
    ["owner:staging", true, "bca"],
    ["owner:elsewhere", true, "abc"],
  ] as const)("by %s, descending %s: %s, and rows without a key last", (sort, descending, keys) => {
    expect(sortGroups(groups, sort, descending).map(({ key }) => key)).toEqual([...keys, ""]);
  });
});
