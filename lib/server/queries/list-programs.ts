import { listPrograms as operation } from "@/lib/contract/programs";
import { permissionsOf, programSummary } from "@/lib/server/program-summary";
import { query } from "@/lib/server/query";

/** The programs that the actor may read: for a person, those they have a role in. */
export const listPrograms = query(
  { name: "list-programs", allow: "anybody", input: operation.input },
  async ({ db, actor }) => {
    const rows = await db.program.findMany({
      select: { id: true, key: true },
      orderBy: { createdAt: "asc" },
    });
    const programs = [];
    for (const { id, key } of rows) {
      if (!permissionsOf(actor, id).includes("program:read")) continue;
      programs.push(await programSummary(db, actor, key));
    }
    return { programs };
  },
);
