import { expect, test } from "vitest";
import { namedFiles } from "@/components/imports/picked-files";

const found = (...paths: string[]) =>
  paths.map((path) => ({ path, file: new File([""], path.split("/").at(-1) ?? "") }));

test.each([
  [
    ["quay/routes.csv", "quay/queues.md"],
    ["queues.md", "routes.csv"],
  ],
  [
    ["a/routes.csv", "b/routes.csv", "b/tools.csv"],
    ["a/routes.csv", "b/routes.csv", "tools.csv"],
  ],
  [["quay/.DS_Store", "quay/routes.csv"], ["routes.csv"]],
  [[], []],
])("%o are uploaded as %o", (paths, names) => {
  expect(namedFiles(found(...paths)).map(({ name }) => name)).toEqual(names);
});
