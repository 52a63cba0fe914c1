import type { ItemKind } from "@/lib/domain/inventory";
import { itemKey } from "@/lib/domain/inventory";
import type { OwnerHere } from "@/lib/domain/kept-owners";
import { sql, type Transaction } from "@/lib/server/db";

const words = { hand: "by hand", rule: "by a rule", codeowners: "by CODEOWNERS" } as const;

/** By row: who owns it for another reason than that the sources say so. */
export const ownersHere = async (
  tx: Transaction,
  programId: string,
): Promise<ReadonlyMap<string, OwnerHere>> => {
  const rows = await tx.$queryRaw<
    { kind: ItemKind; key: string; team: string; why: keyof typeof words }[]
  >(sql`
    SELECT i."kind", i."key", t."key" AS "team", i."teamWhy"->>'is' AS "why"
    FROM "Item" i JOIN "Team" t ON t."id" = i."teamId"
    WHERE i."programId" = ${programId}::uuid AND i."teamWhy" <> '{}'`);
  return new Map(rows.map((row) => [itemKey(row), { team: row.team, by: words[row.why] }]));
};
