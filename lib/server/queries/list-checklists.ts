import { listChecklists as operation } from "@/lib/contract/checklists";
import { query } from "@/lib/server/query";

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
      checklists: rows.map(({ name, digest, at, byName }) => ({
        file: name,
        importedAt: at.toISOString(),
        by: byName,
        digest,
      })),
    };
  },
);
