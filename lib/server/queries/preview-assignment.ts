import { assignRows as operation } from "@/lib/contract/owners";
import { planAssignment } from "@/lib/server/owners/plan-assignment";
import { query } from "@/lib/server/query";

/** What giving rows to a team by hand would do, without doing it. */
export const previewAssignment = query(
  { name: "preview-assignment", allow: "program:read", input: operation.input },
  async ({ db, actor, input, now, program }) =>
    (await planAssignment(db, program, input, { name: actor.name, at: now }, false)).effect,
);
