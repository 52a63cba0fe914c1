import type { Transaction } from "@/lib/server/db";
import {
  orderedIds,
  type QueueBatch,
  type QueueFilter,
  queueBatches,
} from "@/lib/server/sign-offs/queue-rows";

/** A queue under a filter: its batches, and the ids of all its rows in their order. */
export type QueueOrder = {
  readonly batches: readonly QueueBatch[];
  readonly ids: readonly string[];
};

type Kept = QueueOrder & { readonly sequence: number };

/** Queues that are kept: of 50,000 rows each is some three megabytes. */
const most = 12;
const kept = new Map<string, Kept>();

/** The newest event of a program's audit: as long as it is the same, nothing in the program changed. */
const newestEvent = async (tx: Transaction, programId: string): Promise<number> =>
  (await tx.auditChain.findUnique({ where: { chain: programId } }))?.sequence ?? 0;

/**
 * A queue in its order, worked out once for each state of the program: pages of one queue, and readers
 * of the same, share it. The event is read before the rows, so that what is kept is never older than
 * it says.
 */
export const queueOrder = async (
  tx: Transaction,
  filter: QueueFilter,
  by: "batch" | "key",
): Promise<QueueOrder> => {
  const name = JSON.stringify([filter, by]);
  const sequence = await newestEvent(tx, filter.programId);
  const known = kept.get(name);
  kept.delete(name);
  if (known?.sequence === sequence) {
    kept.set(name, known);
    return known;
  }
  const batches = await queueBatches(tx, filter);
  const order = { sequence, batches, ids: await orderedIds(tx, filter, by, batches) };
  kept.set(name, order);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  return order;
};
