import type { ImportView } from "@/lib/contract/imports";
import { listImports as operation } from "@/lib/contract/imports";
import { sql } from "@/lib/server/db";
import { query } from "@/lib/server/query";

type Row = {
  id: string;
  status: ImportView["status"];
  createdAt: Date;
  appliedAt: Date | null;
  by: string;
  files: number;
  says: string;
};

/** A program's imports, newest first. What each would do is read with `read-import`. */
export const listImports = query(
  { name: "list-imports", allow: "program:read", input: operation.input },
  async ({ db, program }) => {
    const rows = await db.$queryRaw<Row[]>(sql`
      SELECT "id", "status"::text AS "status", "createdAt", "appliedAt", "createdByName" AS "by",
             jsonb_array_length("sources")::int AS "files", "summary"->>'says' AS "says"
      FROM "Import" WHERE "programId" = ${program.id}::uuid
      ORDER BY "createdAt" DESC, "id" DESC LIMIT 200`);
    return {
      imports: rows.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        appliedAt: row.appliedAt?.toISOString() ?? null,
      })),
    };
  },
);
