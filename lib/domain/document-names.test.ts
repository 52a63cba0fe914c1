import { expect, test } from "vitest";
import { documentsIn } from "@/lib/domain/document-names";
import { processorTime } from "@/lib/domain/test-processor-time";

test.each([
  ["`registryd_design.md` drafted", ["registryd_design.md"]],
  [
    "`storage_backend_inventory.md` + `generated/storage_driver_migration_tracker.csv` drafted",
    ["storage_backend_inventory.md", "generated/storage_driver_migration_tracker.csv"],
  ],
  [
    "`sqlalchemybridge.py` retirement tracked per `db_migration_policy.md` §10.7.",
    ["db_migration_policy.md"],
  ],
  [
    "see https://docs.example/plan.html, twice: https://docs.example/plan.html",
    ["https://docs.example/plan.html"],
  ],
  [
    "(http://a.example/b.md), //c.md, -d.md, .md, e.md.",
    ["http://a.example/b.md", "c.md", "d.md", "e.md"],
  ],
  ["plans/one.md/two.md-three", ["plans/one.md/two.md"]],
  ["D-002 approved; 413 rows", []],
  ["résumé.md and notes.mdx", ["résumé.md"]],
])("%s names %j", (text, documents) => {
  expect(documentsIn(text)).toEqual(documents);
});

test("a word of many thousand letters is gone through once", () => {
  const spent = processorTime();
  for (const part of ["docs/", "a", "a.", "a-", ".md"]) {
    documentsIn(part.repeat(Math.floor(200_000 / part.length)));
  }
  expect(spent()).toBeLessThan(3_000);
});
