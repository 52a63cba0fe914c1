import { installationChain } from "@/lib/server/audit";
import { sql, type Transaction } from "@/lib/server/db";

/**
 * How many events the record holds that a page of the program may show: the program's own, and the installation's,
 * where what concerns people and several programs is written. Whatever is announced is recorded in the same
 * transaction, so that a page that was drawn at the same length has missed nothing.
 */
export const recordLength = async (db: Transaction, programId: string): Promise<number> => {
  const [row] = await db.$queryRaw<{ length: number }[]>(sql`
    SELECT coalesce(sum("sequence"), 0)::int AS "length" FROM "AuditChain"
    WHERE "chain" IN (${programId}, ${installationChain})`);
  return row?.length ?? 0;
};
