import type { SessionView } from "@/lib/contract/sessions";
import type { Database } from "@/lib/server/db";

/** Longer ago than a session lasts its cookie is refused anyway. */
const sessionLasts = 12 * 3_600_000;

/** Where a person is signed in, the newest first. */
export const sessionsOf = async (
  db: Database,
  personId: string,
  thisSession: string | undefined,
  now: Date,
): Promise<SessionView[]> => {
  const since = new Date(now.getTime() - sessionLasts);
  const rows = await db.session.findMany({
    where: { personId, endedAt: null, startedAt: { gt: since } },
    orderBy: { startedAt: "desc" },
    take: 200,
  });
  return rows.map((row) => ({
    id: row.id,
    authentication: row.authentication,
    startedAt: row.startedAt.toISOString(),
    authenticatedAt: row.authenticatedAt?.toISOString() ?? null,
    factorAt: row.factorAt?.toISOString() ?? null,
    lastSeenAt: row.lastSeenAt.toISOString(),
    startedFrom: row.startedFrom,
    lastSeenFrom: row.lastSeenFrom,
    userAgent: row.userAgent,
    isThis: row.id === thisSession,
  }));
};
