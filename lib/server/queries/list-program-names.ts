import * as z from "zod";
import { isMember } from "@/lib/domain/permissions";
import { query } from "@/lib/server/query";

/** The programs that the actor has a role in, by name only: what every page's header lists. */
export const listProgramNames = query(
  { name: "list-program-names", allow: "anybody", input: z.object({}) },
  async ({ db, actor }) => {
    const rows = await db.program.findMany({
      select: { id: true, key: true, name: true },
      orderBy: { createdAt: "asc" },
    });
    return {
      programs: rows
        .filter(({ id }) => isMember(actor, id))
        .map(({ key, name }) => ({ key, name })),
    };
  },
);
