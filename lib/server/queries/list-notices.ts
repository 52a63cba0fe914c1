import { listNotices as operation } from "@/lib/contract/notices";
import { noticesOf, noticeView, unreadOf } from "@/lib/server/notices/notice-read";
import { query } from "@/lib/server/query";

/** What a person was told, the newest first. A token is told nothing. */
export const listNotices = query(
  { name: "list-notices", allow: "anybody", input: operation.input },
  async (context) => {
    const { db, actor, input } = context;
    if (actor.kind !== "person") return { notices: [], unread: 0, next: null };
    const programId = input.program === undefined ? undefined : context.program.id;
    const rows = await db.noticeRecipient.findMany({
      where: {
        ...noticesOf(actor, programId),
        ...(input.unread ? { readAt: null } : {}),
        ...(input.before ? { noticeId: { lt: input.before } } : {}),
      },
      // Their ids are made in the order of time.
      orderBy: { noticeId: "desc" },
      take: input.limit + 1,
      include: { notice: { include: { program: { select: { key: true, name: true } } } } },
    });
    const notices = rows.slice(0, input.limit).map(noticeView);
    return {
      notices,
      unread: await unreadOf(db, actor, programId),
      next: rows.length > input.limit ? (notices.at(-1)?.id ?? null) : null,
    };
  },
);
