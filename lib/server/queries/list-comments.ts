import { listComments as operation } from "@/lib/contract/comments";
import { query } from "@/lib/server/query";

const most = 500;

/** What people said about one subject; empty for one that nobody has said anything about. */
export const listComments = query(
  { name: "list-comments", allow: "program:read", input: operation.input },
  async ({ db, input: { subjectKind, subjectKey }, program }) => {
    const rows = await db.comment.findMany({
      where: { programId: program.id, subjectKind, subjectKey },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: most,
    });
    return {
      comments: rows
        .reverse()
        .map(({ id, byName, at, text }) => ({ id, by: byName, at: at.toISOString(), text })),
    };
  },
);
