import type { Json, Transaction } from "@/lib/server/db";
import type { BrokenSignature } from "@/lib/server/sign-offs/staleness";

/**
 * Marks signatures as stale, each once: one that somebody took back, gave anew or marked meanwhile is
 * left out. Answers those that were marked. Nothing unmarks: a signature that was given on something
 * that held no more counts again when it is given again.
 */
export const markStale = async (
  tx: Transaction,
  programId: string,
  broken: readonly BrokenSignature[],
  now: Date,
): Promise<BrokenSignature[]> => {
  const marked: BrokenSignature[] = [];
  for (const signature of broken) {
    const { count } = await tx.signature.updateMany({
      where: {
        id: signature.id,
        programId,
        staleAt: null,
        withdrawnAt: null,
        supersededById: null,
      },
      data: { staleAt: now, staleBecause: [...signature.because] as Json },
    });
    if (count > 0) marked.push(signature);
  }
  return marked;
};
