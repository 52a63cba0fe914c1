import fs from "node:fs";
import path from "node:path";
import { realFixtures } from "@/bench/real-fixtures";
import { listOwnedRows } from "@/lib/server/queries/list-owned-rows";
import { readOwners } from "@/lib/server/queries/read-owners";
import { admin, as } from "@/lib/server/test-actors";

/** Short words to ask whose the rows of a program are. */
export const ownersOf = (program: string) => {
  const owners = () => readOwners.run(as(admin), { program });
  const rowsOf = (more: object) => listOwnedRows.run(as(admin), { program, ...more });
  return {
    owners,
    rowsOf,
    version: async () => (await owners()).inventoryVersion,
    row: async (key: string) => {
      const { rows } = await rowsOf({ q: key });
      const found = rows.find((one) => one.key === key);
      if (!found) throw new Error(`${key} is not there`);
      return found;
    },
  };
};

/** One of the real CODEOWNERS files. */
export const realCodeowners = (name: string): string =>
  fs.readFileSync(path.join(realFixtures() ?? "", "codeowners", name), "utf8");
