import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type BlockedPlace,
  blockerReachReader,
  placeWords,
  type ReachRow,
} from "@/lib/domain/blocker-reach";

const row = (
  kind: ReachRow["kind"],
  key: string,
  family: string | null,
  capability: string | null,
  switchName: string | null = null,
): ReachRow => ({ kind, key, family, capability, switchName });

const rows = [
  row("route", "R-1", "registry", "pull"),
  row("route", "R-2", "registry", "push"),
  row("route", "R-3", "health", null),
  row("worker", "W-1", null, "push", "uploadworker"),
  row("queue", "uploads", null, "push"),
  row("tool", "oracle", null, null),
];
const reachOf = blockerReachReader(rows);
const keys = (...places: BlockedPlace[]) => reachOf(places).rows.map(({ key }) => key);

test.each<[string, BlockedPlace[], string[]]>([
  [
    "the program holds every row",
    [{ level: "program", key: "" }],
    ["R-1", "R-2", "R-3", "W-1", "uploads", "oracle"],
  ],
  ["a family holds its routes", [{ level: "family", key: "registry" }], ["R-1", "R-2"]],
  [
    "a capability holds its routes, workers and queues",
    [{ level: "capability", key: "push" }],
    ["R-2", "W-1", "uploads"],
  ],
  ["a row holds itself", [{ level: "tool", key: "oracle" }], ["oracle"]],
  ["a worker goes by its switch's name too", [{ level: "worker", key: "uploadworker" }], ["W-1"]],
  [
    "a row that two places hold counts once",
    [
      { level: "route", key: "R-2" },
      { level: "family", key: "registry" },
      { level: "capability", key: "push" },
    ],
    ["R-1", "R-2", "W-1", "uploads"],
  ],
  ["a place that is no longer there holds nothing", [{ level: "family", key: "gone" }], []],
  ["no place holds nothing", [], []],
])("%s", (_, places, expected) => {
  expect(keys(...places)).toEqual(expected);
});

describe("what a blocker stands against", () => {
  test.each<[BlockedPlace, string, string, boolean]>([
    [{ level: "route", key: "R-2" }, "capability", "push", true],
    [{ level: "route", key: "R-2" }, "family", "registry", true],
    [{ level: "route", key: "R-2" }, "route", "R-1", false],
    [{ level: "route", key: "R-2" }, "worker", "uploadworker", false],
    [{ level: "capability", key: "push" }, "worker", "uploadworker", true],
    [{ level: "capability", key: "push" }, "worker", "W-1", true],
    [{ level: "capability", key: "push" }, "capability", "pull", false],
    [{ level: "family", key: "registry" }, "capability", "pull", true],
    [{ level: "queue", key: "uploads" }, "route", "R-2", true],
    [{ level: "queue", key: "uploads" }, "worker", "W-1", true],
    [{ level: "queue", key: "uploads" }, "route", "R-1", false],
    [{ level: "tool", key: "oracle" }, "route", "R-1", false],
    [{ level: "program", key: "" }, "route", "not in the inventory", true],
    [{ level: "family", key: "gone" }, "family", "gone", true],
    [{ level: "route", key: "R-1" }, "program", "", true],
  ])("%j and the %s %s: %s", (place, level, key, expected) => {
    expect(reachOf([place]).holds({ level: level as BlockedPlace["level"], key })).toBe(expected);
  });
});

test("every row that is held is held as a subject, and more places never hold less", () => {
  const place = fc.constantFrom<BlockedPlace>(
    { level: "program", key: "" },
    { level: "family", key: "registry" },
    { level: "capability", key: "push" },
    { level: "queue", key: "uploads" },
    { level: "route", key: "R-3" },
    { level: "worker", key: "W-1" },
    { level: "document", key: "none" },
  );
  fc.assert(
    fc.property(fc.array(place), fc.array(place), (some, more) => {
      const one = reachOf(some);
      const both = reachOf([...some, ...more]);
      for (const { kind, key } of one.rows) {
        expect(one.holds({ level: kind, key })).toBe(true);
      }
      expect(both.rows).toEqual(expect.arrayContaining([...one.rows]));
      expect(new Set(both.rows).size).toBe(both.rows.length);
    }),
  );
});

test.each<[BlockedPlace, string]>([
  [{ level: "program", key: "" }, "everything"],
  [{ level: "capability", key: "push" }, "the capability push"],
  [{ level: "storage-driver", key: "s3" }, "the storage driver s3"],
])("%j reads %s", (place, words) => {
  expect(placeWords(place)).toBe(words);
});
