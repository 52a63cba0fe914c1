import { listDependencies as operation } from "@/lib/contract/dependencies";
import { dependencyView } from "@/lib/server/inventory/dependency-view";
import { query } from "@/lib/server/query";

/** What may not move before or without another, the oldest first. */
export const listDependencies = query(
  { name: "list-dependencies", allow: "program:read", input: operation.input },
  async ({ db, program }) => {
    const rows = await db.dependency.findMany({
      where: { programId: program.id },
      orderBy: { createdAt: "asc" },
    });
    return { dependencies: rows.map(dependencyView) };
  },
);
