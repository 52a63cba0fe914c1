import { listReviewSessions as operation } from "@/lib/contract/review-sessions";
import { reviewSessionLine } from "@/lib/server/batches/review-session-view";
import { query } from "@/lib/server/query";

/** Review meetings, the newest first. */
export const listReviewSessions = query(
  { name: "list-review-sessions", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const { batch, week } = input;
    const sessions = await db.reviewSession.findMany({
      where: {
        programId: program.id,
        ...(batch ? { batch } : {}),
        ...(week ? { weekOf: new Date(`${week}T00:00:00.000Z`) } : {}),
      },
      orderBy: { startedAt: "desc" },
      take: 50,
    });
    return { sessions: sessions.map(reviewSessionLine) };
  },
);
