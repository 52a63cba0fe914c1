import type {
  InventoryItem,
  ItemKind,
  ItemTest,
  Origin,
  QueueCoupling,
  VerificationState,
} from "@/lib/domain/inventory";
import { sql, type Transaction } from "@/lib/server/db";

type Row = {
  kind: ItemKind;
  key: string;
  title: string;
  family: string | null;
  namedCapability: string | null;
  wave: string | null;
  phase: string | null;
  team: string | null;
  batches: string[];
  verification: VerificationState;
  verificationWord: string | null;
  method: string | null;
  path: string | null;
  pattern: string | null;
  host: string | null;
  sourcePath: string | null;
  switchName: string | null;
  switchId: string | null;
  isSwitchable: boolean;
  tests: ItemTest[];
  attributes: Record<string, string>;
  provenance: Record<string, Origin[]>;
};

/** A program's whole inventory as imports plan from it: `capability` and `team` are what a source named, not what rules or hands assigned; batches that were made here are no affair of files. */
export const readInventoryItems = async (
  tx: Transaction,
  programId: string,
): Promise<InventoryItem[]> => {
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT i."kind", i."key", i."title", f."key" AS "family", i."namedCapability", i."wave", i."phase",
           i."namedTeam" AS "team", i."verification", i."verificationWord", i."method", i."path", i."pattern",
           i."host", i."sourcePath", i."switchName", i."switchId", i."isSwitchable", i."attributes",
           i."provenance",
           COALESCE((SELECT jsonb_agg(b."key" ORDER BY bi."position") FROM "BatchItem" bi
             JOIN "Batch" b ON b."id" = bi."batchId"
             WHERE bi."itemId" = i."id" AND b."madeByName" IS NULL), '[]') AS "batches",
           COALESCE((SELECT jsonb_agg(jsonb_build_object('id', c."key", 'role', c."role")
             ORDER BY c."position") FROM "ContractTest" c WHERE c."itemId" = i."id"), '[]') AS "tests"
    FROM "Item" i
    LEFT JOIN "Family" f ON f."id" = i."familyId"
    WHERE i."programId" = ${programId}::uuid
    ORDER BY i."kind", i."key"`);
  return rows.map(({ namedCapability, ...row }) => ({ ...row, capability: namedCapability }));
};

/** A program's queue couplings, as imports compare them. */
export const readCouplings = async (
  tx: Transaction,
  programId: string,
): Promise<QueueCoupling[]> => {
  const rows = await tx.queueCoupling.findMany({
    where: { programId },
    select: {
      role: true,
      origin: true,
      queue: { select: { key: true } },
      item: { select: { kind: true, key: true } },
    },
  });
  return rows.map((row) => ({
    queue: row.queue.key,
    role: row.role as QueueCoupling["role"],
    kind: row.item.kind as QueueCoupling["kind"],
    item: row.item.key,
    origin: row.origin as unknown as Origin,
  }));
};
