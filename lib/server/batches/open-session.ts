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

type About = { readonly batch: string | null; readonly weekOf: Date | null };

/** The meeting about a batch or a week that goes on, held until the transaction ends; `null` where none does. */
export const openSessionAbout = async (
  tx: Transaction,
  programId: string,
  { batch, weekOf }: About,
): Promise<StoredSession | null> => {
  const found = await tx.reviewSession.findFirst({
    where: { programId, batch, weekOf, finishedAt: null },
    select: { id: true },
  });
  return found && holdOpenSession(tx, programId, found.id);
};

/** Puts people into a meeting who are not in it yet; answers it as it is then, and who came. */
export const joinSession = async (
  tx: Transaction,
  session: StoredSession,
  names: readonly string[],
): Promise<{ readonly session: StoredSession; readonly came: readonly string[] }> => {
  const came = [...new Set(names)].filter((name) => !session.attendees.includes(name));
  if (came.length === 0) return { session, came };
  const attendees = [...session.attendees, ...came];
  await tx.reviewSession.update({ where: { id: session.id }, data: { attendees } });
  return { session: { ...session, attendees }, came };
};
