import { listPersonSessions as operation } from "@/lib/contract/sessions";
import { personNamed } from "@/lib/server/people/person-named";
import { sessionsOf } from "@/lib/server/people/session-view";
import { query } from "@/lib/server/query";

/** Where somebody else is signed in, for an admin. */
export const listPersonSessions = query(
  { name: "list-person-sessions", allow: "installation:manage", input: operation.input },
  async ({ db, actor, input, now }) => {
    const { id } = await personNamed(db, input.person);
    const own = actor.kind === "person" ? actor.session?.id : undefined;
    const factor = await db.secondFactor.findUnique({ where: { personId: id } });
    return {
      sessions: await sessionsOf(db, id, own, now),
      hasSecondFactor: Boolean(factor?.confirmedAt),
    };
  },
);
