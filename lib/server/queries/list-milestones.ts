import { listMilestones as operation } from "@/lib/contract/milestones";
import { query } from "@/lib/server/query";
import { may, milestoneSummaries } from "@/lib/server/registers/milestone-view";

/** Milestones in order, each with its readiness as it reads now. */
export const listMilestones = query(
  { name: "list-milestones", allow: "program:read", input: operation.input },
  async ({ db, actor, program, now }) => ({
    milestones: await milestoneSummaries(db, program, now),
    may: { edit: may(actor, "criteria:edit", program.id) },
  }),
);
