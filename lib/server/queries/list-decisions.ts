import { listDecisions as operation } from "@/lib/contract/decisions";
import { decisionStatuses } from "@/lib/domain/decision-approval";
import { query } from "@/lib/server/query";
import { decisionSummaries } from "@/lib/server/registers/decision-view";
import { may } from "@/lib/server/registers/milestone-view";

/** The decision register, all of it or those of some statuses. */
export const listDecisions = query(
  { name: "list-decisions", allow: "program:read", input: operation.input },
  async ({ db, actor, input, program, now }) => {
    const all = await decisionSummaries(db, program, now);
    const { status } = input;
    return {
      decisions: status ? all.filter((each) => status.includes(each.status)) : all,
      counts: Object.fromEntries(
        decisionStatuses.map((each) => [each, all.filter((one) => one.status === each).length]),
      ) as Record<(typeof decisionStatuses)[number], number>,
      mayWrite: may(actor, "register:write", program.id),
    };
  },
);
