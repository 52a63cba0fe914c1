import { expect, test } from "vitest";
import { keptOwnerFindings } from "./kept-owners";

const change = (key: string, field: string, after: string | null) => ({
  kind: "route" as const,
  key,
  fields: [{ field, before: "old", after, origins: [{ file: "owners.csv", row: 2 }] }],
});
const here = new Map([
  ["route:R-1", { team: "hand-made", by: "by hand" }],
  ["route:R-2", { team: "hand-made", by: "by hand" }],
  ["route:R-3", { team: "ruled", by: "by a rule" }],
]);

test("whoever keeps rows that the sources give to somebody else is told so, once a team", () => {
  const findings = keptOwnerFindings(
    [
      change("R-1", "team", "other"),
      change("R-2", "team", "other"),
      change("R-3", "team", null),
      change("R-4", "team", "other"),
    ],
    here,
  );
  expect(findings.map(({ items, says }) => [items, says])).toEqual([
    [
      ["R-1", "R-2"],
      "The sources now give R-1, R-2 to other. hand-made has been given them by hand and keeps them.",
    ],
    [
      ["R-3"],
      "The sources now give R-3 to nobody. ruled has been given them by a rule and keeps them.",
    ],
  ]);
});

test("sources that agree, and other values that change, are nothing to tell", () => {
  expect(
    keptOwnerFindings([change("R-1", "team", "hand-made"), change("R-2", "title", "new")], here),
  ).toEqual([]);
});
