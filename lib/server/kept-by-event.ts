import type { Transaction } from "@/lib/server/db";

/** The newest event of a program's audit: as long as it is the same, nothing in the program changed. */
const newestEvent = async (tx: Transaction, programId: string): Promise<number> =>
  (await tx.auditChain.findUnique({ where: { chain: programId } }))?.sequence ?? 0;

/**
 * Keeps what is worked out of a program's rows, under a name, until something in the program changes: readers
 * of the same share it. At most `most` values, those that were asked for last. For queries alone: a
 * command would keep what it has written and may not commit. The event is read before the rows, so that
 * what is kept is never older than it says.
 */
export const keptByEvent = <Value>(most: number) => {
  const kept = new Map<string, { readonly sequence: number; readonly value: Value }>();
  return async (
    tx: Transaction,
    programId: string,
    name: string,
    work: () => Promise<Value>,
  ): Promise<Value> => {
    const key = `${programId} ${name}`;
    const sequence = await newestEvent(tx, programId);
    const known = kept.get(key);
    kept.delete(key);
    const value = known?.sequence === sequence ? known.value : await work();
    kept.set(key, { sequence, value });
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return value;
  };
};
