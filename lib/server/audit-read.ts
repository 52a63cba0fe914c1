import type { AuditView } from "@/lib/contract/audit";
import { sql, type Transaction } from "@/lib/server/db";

type AuditRow = {
  readonly chain: string;
  readonly sequence: number;
  readonly at: Date;
  readonly actor: unknown;
  readonly action: string;
  readonly subject: unknown;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly outcome: string;
  readonly requestId: string;
  readonly previousHash: string;
  readonly hash: string;
};

/** Events a statement: bounds what one answer holds in memory, however long the chain is. */
const chunkSize = 1_000;

/** A stored event as it leaves the server: exactly what was hashed, and the hash. */
export const auditView = (row: AuditRow): AuditView => ({
  chain: row.chain,
  sequence: row.sequence,
  at: row.at.toISOString(),
  actor: row.actor as AuditView["actor"],
  action: row.action,
  subject: row.subject as AuditView["subject"],
  before: row.before ?? null,
  after: row.after ?? null,
  reason: row.reason,
  outcome: row.outcome === "denied" ? "denied" : "accepted",
  requestId: row.requestId,
  previousHash: row.previousHash,
  hash: row.hash,
});

/** A chain's events in order, in chunks read by sequence; `until` leaves out what was appended since. */
export async function* auditChunks(
  db: Transaction,
  chain: string,
  until: number,
): AsyncGenerator<AuditView[]> {
  let last = 0;
  while (last < until) {
    const rows = await db.auditEvent.findMany({
      where: { chain, sequence: { gt: last, lte: until } },
      orderBy: { sequence: "asc" },
      take: chunkSize,
    });
    const newest = rows.at(-1);
    if (!newest) return;
    yield rows.map(auditView);
    last = newest.sequence;
  }
}

/** Where a chain stands according to its head row; nothing was ever written to one without. */
export const auditHead = async (
  db: Transaction,
  chain: string,
): Promise<{ sequence: number; head: string } | null> => {
  const [head] = await db.$queryRaw<{ sequence: number; head: string }[]>(sql`
    SELECT "sequence", "head" FROM "AuditChain" WHERE "chain" = ${chain}`);
  return head ?? null;
};
