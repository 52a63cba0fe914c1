import { sha256 } from "@/lib/server/audit";
import type { Transaction } from "@/lib/server/db";

/** A UUID out of a digest: of version 8, whose bits are its maker's own. */
const uuidOf = (digest: string): string =>
  [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");

/**
 * The id of the next run that somebody starts in a program. It follows from their last one, so that it
 * is known before the run is started, and a request that is sent twice names the run that it has started.
 */
export const nextRunId = async (
  tx: Transaction,
  programId: string,
  personId: string,
): Promise<string> => {
  const last = await tx.signOffRun.findFirst({
    where: { programId, personId },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  return uuidOf(sha256(`${programId} ${personId} ${last?.id ?? "first"}`));
};
