import type { Transaction } from "@/lib/server/db";

/** Ends a run that is under way; tells whether it was. What it has signed stays signed. */
export const endRun = async (
  tx: Transaction,
  programId: string,
  run: string,
  now: Date,
  because: string,
): Promise<boolean> => {
  const { count } = await tx.signOffRun.updateMany({
    where: { id: run, programId, state: "running" },
    data: { state: "stopped", stoppedBecause: because, updatedAt: now, finishedAt: now },
  });
  return count > 0;
};
