import { Refusal } from "@/lib/domain/refusal";
import { sql, type Transaction } from "@/lib/server/db";

type Program = { readonly id: string; readonly key: string };

/** A milestone of a program, locked until the transaction ends: its criteria and rooms change one at a time. */
export const lockedMilestone = async (tx: Transaction, program: Program, key: string) => {
  await tx.$queryRaw(
    sql`SELECT "id" FROM "Milestone" WHERE "programId" = ${program.id}::uuid AND "key" = ${key} FOR UPDATE`,
  );
  const row = await tx.milestone.findUnique({
    where: { programId_key: { programId: program.id, key } },
    include: { criteria: { orderBy: [{ position: "asc" }, { key: "asc" }] } },
  });
  if (!row) throw new Refusal("not-found", `${program.key} has no milestone ${key}.`);
  return row;
};

/** A criterion of a locked milestone. */
export const criterionOf = <T extends { readonly key: string }>(
  milestone: { readonly key: string; readonly criteria: readonly T[] },
  key: string,
): T => {
  const row = milestone.criteria.find((criterion) => criterion.key === key);
  if (!row) throw new Refusal("not-found", `${milestone.key} has no criterion ${key}.`);
  return row;
};
