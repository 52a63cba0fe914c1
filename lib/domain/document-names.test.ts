import { expect, test } from "vitest";
import { documentsIn } from "@/lib/domain/document-names";

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
  ["D-002 approved; 413 rows", []],
  ["résumé.md and notes.mdx", ["résumé.md"]],
])("%s names %j", (text, documents) => {
  expect(documentsIn(text)).toEqual(documents);
});
