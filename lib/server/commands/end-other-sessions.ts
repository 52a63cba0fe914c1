import { endOtherSessions as operation } from "@/lib/contract/sessions";
import { command } from "@/lib/server/command";
import { personAtBrowser } from "@/lib/server/people/second-factor";

/** Ends every session of the caller but the one that asks. */
export const endOtherSessions = command(
  { name: "end-other-sessions", allow: "anybody", input: operation.input },
  async ({ tx, actor, now }) => {
    const { id, handle, name, session } = personAtBrowser(actor);
    const { count } = await tx.session.updateMany({
      where: { personId: id, endedAt: null, id: { not: session.id } },
      data: { endedAt: now, endedByName: name },
    });
    return { event: { subject: { person: handle, ended: count } }, result: { ended: count } };
  },
);
