import type { CapabilityTest } from "@/lib/contract/capability";
import type { ItemSummary } from "@/lib/contract/items";
import { sql, type Transaction } from "@/lib/server/db";
import { itemColumns } from "@/lib/server/inventory/item-view";

/** A row of a capability as its page shows it, with what its owner hangs on. */
type CapabilityRow = ItemSummary & { readonly id: string; readonly switchName: string | null };

/** All rows of a capability, routes and workers first. */
export const capabilityRows = (tx: Transaction, capabilityId: string): Promise<CapabilityRow[]> =>
  tx.$queryRaw<CapabilityRow[]>(sql`
    SELECT i."id"::text AS "id", i."switchName", ${itemColumns}
    FROM "Item" i
    LEFT JOIN "Family" f ON f."id" = i."familyId"
    LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
    LEFT JOIN "Team" t ON t."id" = i."teamId"
    WHERE i."capabilityId" = ${capabilityId}::uuid
    ORDER BY CASE i."kind" WHEN 'route' THEN 0 WHEN 'worker' THEN 1 ELSE 2 END, i."kind", i."key"`);

type TestRow = {
  key: string;
  role: string;
  kind: string;
  item: string;
  side: "legacy" | "target" | null;
  file: string | null;
  outcome: string;
  commit: string;
  at: Date;
  evidence: string;
  passedCommit: string | null;
  passedAt: Date | null;
};

const sideOf = (rows: readonly TestRow[], side: "legacy" | "target"): CapabilityTest["legacy"] => {
  const row = rows.find((each) => each.side === side);
  if (!row) return null;
  return {
    outcome: row.outcome,
    commit: row.commit,
    at: row.at.toISOString(),
    evidence: row.evidence,
    lastPassedCommit: row.passedCommit,
    lastPassedAt: row.passedAt?.toISOString() ?? null,
  };
};

/** The contract tests that a capability's rows name, each with where it stands on both sides. */
export const capabilityTests = async (
  tx: Transaction,
  programId: string,
  capabilityId: string,
): Promise<CapabilityTest[]> => {
  const rows = await tx.$queryRaw<TestRow[]>(sql`
    SELECT t."key", t."role", i."kind", i."key" AS "item", s."side"::text AS "side", s."file",
           s."lastOutcome" AS "outcome", s."lastRunCommit" AS "commit", s."lastRunAt" AS "at",
           s."lastEvidenceId"::text AS "evidence", s."lastPassedCommit" AS "passedCommit",
           s."lastPassedAt" AS "passedAt"
    FROM "ContractTest" t
    JOIN "Item" i ON i."id" = t."itemId"
    LEFT JOIN "TestStanding" s ON s."programId" = ${programId}::uuid AND s."testKey" = t."key"
    WHERE i."capabilityId" = ${capabilityId}::uuid
    ORDER BY i."kind", i."key", t."position", t."key"`);
  const byTest = new Map<string, TestRow[]>();
  for (const row of rows) {
    const name = JSON.stringify([row.kind, row.item, row.role, row.key]);
    const known = byTest.get(name);
    if (known) known.push(row);
    else byTest.set(name, [row]);
  }
  return [...byTest.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const legacy = sideOf(all, "legacy");
    const target = sideOf(all, "target");
    const file = all.find((row) => row.file !== null)?.file ?? null;
    const { key, role, kind, item } = first;
    return [{ key, role, item: { kind, key: item }, file, legacy, target }];
  });
};
