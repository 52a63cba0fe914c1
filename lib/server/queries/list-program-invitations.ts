import { listProgramInvitations as operation } from "@/lib/contract/invitations";
import { invitationMeans, invitationViews } from "@/lib/server/people/invitations";
import { query } from "@/lib/server/query";

/** Who was invited into the program, the newest first. */
export const listProgramInvitations = query(
  { name: "list-program-invitations", allow: "people:manage", input: operation.input },
  async ({ db, program, now }) => ({
    invitations: await invitationViews(db, { programId: program.id }, now),
    ...invitationMeans(),
  }),
);
