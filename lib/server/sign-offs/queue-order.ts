import type { Transaction } from "@/lib/server/db";
import { keptByEvent } from "@/lib/server/kept-by-event";
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

/** Queues that are kept: of 50,000 rows each is some three megabytes. */
const keptQueue = keptByEvent<QueueOrder>(12);

/** A queue in its order, worked out once for each state of the program: its pages share it. */
export const queueOrder = (
  tx: Transaction,
  filter: QueueFilter,
  by: "batch" | "key",
): Promise<QueueOrder> =>
  keptQueue(tx, filter.programId, JSON.stringify([filter, by]), async () => {
    const batches = await queueBatches(tx, filter);
    return { batches, ids: await orderedIds(tx, filter, by, batches) };
  });
