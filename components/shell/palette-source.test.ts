import { expect, test } from "vitest";
import { listSource } from "@/components/shell/palette-source";

const pages = listSource("pages", "Pages", [
  { key: "matrix", label: "Cutover matrix", href: "/m" },
  { key: "audit", label: "Audit", hint: "Records", href: "/a" },
]);

test.each([
  ["", ["matrix", "audit"]],
  ["MAT cut", ["matrix"]],
  ["records", ["audit"]],
  ["matrix audit", []],
])("«%s» finds %o", async (query, keys) => {
  const found = await pages.load(query, new AbortController().signal);
  expect(found.map((entry) => entry.key)).toEqual(keys);
});
