import { listRequests as operation } from "@/lib/contract/requests";
import { query } from "@/lib/server/query";
import { storedOpenStates, withApprovals } from "@/lib/server/requests/request-rows";
import { requestView } from "@/lib/server/requests/request-view";

/** A program's requests: those that wait, the reader's own, or those that have ended; the newest first. */
export const listRequests = query(
  { name: "list-requests", allow: "program:read", input: operation.input },
  async ({ db, actor, input, program }) => {
    const here = {
      environment: {
        programId: program.id,
        ...(input.environment ? { key: input.environment } : {}),
      },
    };
    const mine =
      actor.kind === "person" ? { requesterId: actor.id } : { requesterName: actor.name };
    const shown = {
      waiting: { ...here, state: { in: storedOpenStates.filter((state) => state !== "draft") } },
      mine: { ...here, ...mine },
      ended: { ...here, state: { notIn: storedOpenStates } },
    };
    const rows = await db.flipRequest.findMany({
      where: shown[input.show],
      orderBy: [{ updatedAt: "desc" }, { number: "desc" }],
      take: input.limit,
      include: withApprovals,
    });
    return {
      requests: rows.map((row) => requestView(row, actor)),
      counts: {
        waiting: await db.flipRequest.count({ where: shown.waiting }),
        mine: await db.flipRequest.count({ where: shown.mine }),
        ended: await db.flipRequest.count({ where: shown.ended }),
      },
    };
  },
);
