import { listInvitations as operation } from "@/lib/contract/invitations";
import { invitationMeans, invitationViews } from "@/lib/server/people/invitations";
import { query } from "@/lib/server/query";

/** Everybody who was invited, the newest first. */
export const listInvitations = query(
  { name: "list-invitations", allow: "installation:manage", input: operation.input },
  async ({ db, now }) => ({
    invitations: await invitationViews(db, {}, now),
    ...invitationMeans(),
  }),
);
