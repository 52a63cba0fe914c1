import { gzipSync } from "node:zlib";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const program = "here";
const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";

/** Who may take checklists home with what was signed in them. */
export const signOffFileRows = (database: () => TestDatabase): readonly Row[] => [
  {
    operation: "listChecklists",
    people: anyRole,
    tokens: readers,
    input: async () => ({ program }),
  },
  {
    operation: "exportChecklist",
    people: anyRole,
    tokens: readers,
    input: async () => {
      const { id: programId } = await database().program.findUniqueOrThrow({
        where: { key: program },
      });
      await database().importedChecklist.createMany({
        data: {
          programId,
          name: "list.csv",
          digest: "none",
          body: new Uint8Array(gzipSync("route_id,owner_signoff\n")),
          at: new Date(),
          byName: "tests",
        },
        skipDuplicates: true,
      });
      return { program, file: "list.csv" };
    },
  },
];
