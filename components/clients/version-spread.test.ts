import { expect, test } from "vitest";
import { spreadLines } from "@/components/clients/version-spread";

const answer = (versions: { epoch: number; version: number; count: number }[]) => ({
  epoch: 2,
  version: 40,
  versions,
  counts: { current: 0, "on-its-way": 0, straggler: 0, lost: 0, forced: 0 },
  clients: [],
  total: 0,
  next: null,
});

test("the version in force is named, and how far others are behind", () => {
  const lines = spreadLines(
    answer([
      { epoch: 2, version: 40, count: 8 },
      { epoch: 2, version: 38, count: 1 },
      { epoch: 1, version: 90, count: 1 },
    ]),
  );
  expect(lines.map(({ label, note, count }) => [label, note, count])).toEqual([
    ["v40", "in force", 8],
    ["v38", "2 behind", 1],
    ["epoch 1, v90", "", 1],
  ]);
});

test("what is older than the newest few stands together, and nobody is left out", () => {
  const versions = Array.from({ length: 20 }, (_, at) => ({
    epoch: 2,
    version: 40 - at,
    count: 3,
  }));
  const lines = spreadLines(answer(versions));
  expect(lines).toHaveLength(6);
  expect(lines.at(-1)?.label).toBe("15 older");
  expect(lines.reduce((sum, { count }) => sum + count, 0)).toBe(60);
});
