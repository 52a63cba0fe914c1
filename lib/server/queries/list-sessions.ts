import { listSessions as operation } from "@/lib/contract/sessions";
import { query } from "@/lib/server/query";

/** Longer ago than a session lasts its cookie is refused anyway. */
const sessionLasts = 12 * 3_600_000;

/** Where the caller is signed in, the newest first; a token is signed in nowhere. */
export const listSessions = query(
  { name: "list-sessions", allow: "anybody", input: operation.input },
  async ({ db, actor, now }) => {
    if (actor.kind !== "person") return { sessions: [] };
    const since = new Date(now.getTime() - sessionLasts);
    const rows = await db.session.findMany({
      where: { personId: actor.id, endedAt: null, startedAt: { gt: since } },
      orderBy: { startedAt: "desc" },
      take: 200,
    });
    return {
      sessions: rows.map((row) => ({
        id: row.id,
        authentication: row.authentication,
        startedAt: row.startedAt.toISOString(),
        authenticatedAt: row.authenticatedAt?.toISOString() ?? null,
        lastSeenAt: row.lastSeenAt.toISOString(),
        userAgent: row.userAgent,
        isThis: row.id === actor.session?.id,
      })),
    };
  },
);
