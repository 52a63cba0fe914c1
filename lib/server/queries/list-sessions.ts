import { listSessions as operation } from "@/lib/contract/sessions";
import { sessionsOf } from "@/lib/server/people/session-view";
import { query } from "@/lib/server/query";

/** Where the caller is signed in, the newest first; a token is signed in nowhere. */
export const listSessions = query(
  { name: "list-sessions", allow: "anybody", input: operation.input },
  async ({ db, actor, now }) => ({
    sessions: actor.kind === "person" ? await sessionsOf(db, actor.id, actor.session?.id, now) : [],
  }),
);
