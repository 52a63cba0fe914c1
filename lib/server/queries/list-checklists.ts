import { listChecklists as operation } from "@/lib/contract/checklists";
import { type Database, sql } from "@/lib/server/db";
import { query } from "@/lib/server/query";

/** CSV files that the rows of a program have their verification from, as they were imported. */
const filesOfRows = async (db: Database, programId: string): Promise<string[]> => {
  const rows = await db.$queryRaw<{ file: string }[]>(sql`
    SELECT DISTINCT o->>'file' AS "file"
    FROM "Item" i, jsonb_array_elements(i."provenance"->'verification') o
    WHERE i."programId" = ${programId}::uuid AND o->>'file' ILIKE '%.csv'
    ORDER BY 1 LIMIT 20`);
  return rows.map(({ file }) => file);
};

/** The checklists of a program as they were imported last. */
export const listChecklists = query(
  { name: "list-checklists", allow: "program:read", input: operation.input },
  async ({ db, program }) => {
    const rows = await db.importedChecklist.findMany({
      where: { programId: program.id },
      orderBy: { name: "asc" },
      select: { name: true, digest: true, at: true, byName: true },
    });
    return {
      notKept: rows.length === 0 ? await filesOfRows(db, program.id) : [],
      checklists: rows.map(({ name, digest, at, byName }) => ({
        file: name,
        importedAt: at.toISOString(),
        by: byName,
        digest,
      })),
    };
  },
);
