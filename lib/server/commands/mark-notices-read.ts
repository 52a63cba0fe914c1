import { markNoticesRead as operation } from "@/lib/contract/notices";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { noticesOf, unreadOf } from "@/lib/server/notices/notice-read";

/** Marks what a person was told as read. Who was told what, and saw it when, is part of the record. */
export const markNoticesRead = command(
  { name: "mark-notices-read", allow: "anybody", input: operation.input },
  async ({ tx, actor, input, now }) => {
    if (actor.kind !== "person") throw new Refusal("forbidden", "Only a person has notices.");
    const { count } = await tx.noticeRecipient.updateMany({
      where: {
        ...noticesOf(actor),
        readAt: null,
        ...(input.notices ? { noticeId: { in: input.notices } } : {}),
      },
      data: { readAt: now },
    });
    return {
      event: {
        subject: { person: actor.handle, ...(input.notices ? { notices: input.notices } : {}) },
        now: { marked: count },
      },
      result: { marked: count, unread: await unreadOf(tx, actor) },
    };
  },
);
