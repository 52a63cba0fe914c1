import { listPrograms as operation } from "@/lib/contract/programs";
import { isMember } from "@/lib/domain/permissions";
import { programSummary } from "@/lib/server/program-summary";
import { query } from "@/lib/server/query";

/** The programs that the actor has a role in. */
export const listPrograms = query(
  { name: "list-programs", allow: "anybody", input: operation.input },
  async ({ db, actor }) => {
    const rows = await db.program.findMany({
      select: { id: true, key: true },
      orderBy: { createdAt: "asc" },
    });
    const programs = [];
    for (const { id, key } of rows) {
      if (isMember(actor, id)) programs.push(await programSummary(db, actor, key));
    }
    return { programs };
  },
);
