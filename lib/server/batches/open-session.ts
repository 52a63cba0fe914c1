import { Refusal } from "@/lib/domain/refusal";
import { findSession, type StoredSession } from "@/lib/server/batches/review-session-view";
import { sql, type Transaction } from "@/lib/server/db";

/** A session that goes on, held until the transaction ends: several people tick at once, one after the other. */
export const holdOpenSession = async (
  tx: Transaction,
  programId: string,
  id: string,
): Promise<StoredSession> => {
  await tx.$queryRaw(sql`
    SELECT "id" FROM "ReviewSession" WHERE "id" = ${id}::uuid AND "programId" = ${programId}::uuid
    FOR UPDATE`);
  const session = await findSession(tx, programId, id);
  if (session.finishedAt !== null) {
    throw new Refusal(
      "conflict",
      `${session.finishedByName} has ended this session. Start another to go on.`,
    );
  }
  return session;
};
