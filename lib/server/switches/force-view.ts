import type * as z from "zod";
import type { Force } from "@/lib/contract/switches";
import type { Transaction } from "@/lib/server/db";

/** The forces of an environment as people see them, the oldest first. */
export const forceViews = async (
  tx: Transaction,
  environmentId: string,
): Promise<z.infer<typeof Force>[]> => {
  const forces = await tx.force.findMany({ where: { environmentId }, orderBy: { since: "asc" } });
  return forces.map(({ scope, key, reason, byName, since, until }) => ({
    scope: scope as z.infer<typeof Force>["scope"],
    key: key === "" ? null : key,
    reason,
    by: byName,
    since: since.toISOString(),
    until: until?.toISOString() ?? null,
  }));
};
