import { countNotices as operation } from "@/lib/contract/notices";
import { unreadOf } from "@/lib/server/notices/notice-read";
import { query } from "@/lib/server/query";

/** How many notices a person has not read, in all their programs. */
export const countNotices = query(
  { name: "count-notices", allow: "anybody", input: operation.input },
  async ({ db, actor }) => ({ unread: actor.kind === "person" ? await unreadOf(db, actor) : 0 }),
);
