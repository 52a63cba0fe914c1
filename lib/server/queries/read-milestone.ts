import { readMilestone as operation } from "@/lib/contract/milestones";
import { query } from "@/lib/server/query";
import { milestoneDetail } from "@/lib/server/registers/milestone-view";

/** One milestone: its criteria as they read now, what is missing and whose it is. */
export const readMilestone = query(
  { name: "read-milestone", allow: "program:read", input: operation.input },
  ({ db, actor, input, program, now }) => milestoneDetail(db, program, actor, input.milestone, now),
);
