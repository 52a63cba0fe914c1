import {
  isLaterRun,
  lastRunOf,
  type PipelineRun,
  pipelineKey,
  type RunOrder,
  sourceKeyOf,
} from "@/lib/domain/pipeline-run";
import type { Transaction } from "@/lib/server/db";

/** Apart from the digests of calls, which are hexadecimal. */
const prefix = "heard ";

/**
 * The newest run that a hook heard of a pipeline, green or red, kept among its deliveries; `null` for none. From now
 * on it is this one where this one says more.
 */
export const hearRun = async (
  tx: Transaction,
  hookId: string,
  run: PipelineRun,
  at: Date,
): Promise<RunOrder | null> => {
  const where = { hookId, delivery: { startsWith: `${prefix}${pipelineKey(run)} ` } };
  const known = await tx.ciDelivery.findFirst({ where });
  const last = known && lastRunOf(known.delivery.slice(prefix.length));
  if (last === null || isLaterRun(run, last)) {
    await tx.ciDelivery.deleteMany({ where });
    await tx.ciDelivery.create({ data: { hookId, delivery: `${prefix}${sourceKeyOf(run)}`, at } });
  }
  return last;
};
