import { expect, test } from "vitest";
import { filterBlockers, heldWords, nobody, ownersOf } from "@/components/blockers/filter-blockers";
import type { BlockerView } from "@/lib/contract/blockers";

const blocker = (number: number, more: Partial<BlockerView>): BlockerView => ({
  number,
  text: "No oracle",
  detail: "",
  holds: [{ level: "capability", key: "push", says: "the capability push", rows: 3 }],
  rows: 3,
  routes: 3,
  workers: 0,
  owner: null,
  since: "2026-11-21T12:00:00.000Z",
  by: "ci",
  source: "person",
  url: null,
  resolved: null,
  version: 1,
  link: "/programs/quay/blockers/1",
  ...more,
});

const blockers = [
  blocker(1, { owner: "team-a" }),
  blocker(2, { text: "The nightly build fails", source: "ci" }),
  blocker(3, { owner: "team-a", detail: "See the oracle's log", holds: [] }),
];
const all = { text: "", owners: [], source: "" } as const;

test.each<[string, Parameters<typeof filterBlockers>[1], number[]]>([
  ["nothing keeps all", all, [1, 2, 3]],
  ["words, whatever their case", { ...all, text: " NIGHTLY " }, [2]],
  ["detail", { ...all, text: "oracle's" }, [3]],
  ["a number", { ...all, text: "#2" }, [2]],
  ["what is held", { ...all, text: "push" }, [1, 2]],
  ["an owner", { ...all, owners: ["team-a"] }, [1, 3]],
  ["nobody's", { ...all, owners: [nobody] }, [2]],
  ["CI's", { ...all, source: "ci" }, [2]],
  ["all at once", { text: "oracle", owners: ["team-a"], source: "person" }, [1, 3]],
])("%s", (_, filter, expected) => {
  expect(filterBlockers(blockers, filter).map(({ number }) => number)).toEqual(expected);
});

test("owners stand with their counts, nobody last", () => {
  expect(ownersOf(blockers)).toEqual([
    { value: "team-a", label: "team-a", count: 2 },
    { value: nobody, label: "nobody", count: 1 },
  ]);
});

test.each([
  [0, 0, 0, "no row of the inventory"],
  [1, 1, 0, "1 route"],
  [1200, 1200, 0, "1,200 routes"],
  [2, 0, 2, "2 workers"],
  [4, 2, 1, "4 rows: 2 routes, 1 worker"],
  [3, 0, 0, "3 rows"],
])("%s rows, %s routes, %s workers: %s", (rows, routes, workers, words) => {
  expect(heldWords({ rows, routes, workers })).toBe(words);
});
