import { listOwnedRows as operation } from "@/lib/contract/owners";
import type { OwnerRule } from "@/lib/domain/owner-rules";
import { sql } from "@/lib/server/db";
import { readKnownRows, rowCondition } from "@/lib/server/owners/owner-rows";
import { ownerWhy } from "@/lib/server/owners/owner-words";
import { query } from "@/lib/server/query";

/** Rows with their owner and why it is that one, a window at a time. */
export const listOwnedRows = query(
  { name: "list-owned-rows", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const condition = rowCondition(input);
    const [count] = await db.$queryRaw<{ rows: number }[]>(sql`
      SELECT count(*)::int AS "rows" FROM "Item" i LEFT JOIN "Team" t ON t."id" = i."teamId"
      WHERE i."programId" = ${program.id}::uuid ${condition}`);
    const { ownerRules } = await db.program.findUniqueOrThrow({
      where: { id: program.id },
      select: { ownerRules: true },
    });
    const rules = ownerRules as unknown as OwnerRule[];
    const window = sql`LIMIT ${input.limit} OFFSET ${input.offset}`;
    const rows = await readKnownRows(db, program.id, condition, window);
    return {
      total: count?.rows ?? 0,
      inventoryVersion: program.inventoryVersion,
      rows: rows.map(({ id: _, handTeam: __, namedTeam, teamWhy, ...row }) => ({
        ...row,
        named: namedTeam,
        why: ownerWhy(teamWhy, row.team, rules),
      })),
    };
  },
);
