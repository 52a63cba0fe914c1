import { readInvitation as operation } from "@/lib/contract/invitations";
import type { Role } from "@/lib/domain/permissions";
import { openInvitation } from "@/lib/server/people/invitations";
import { query } from "@/lib/server/query";

/** What an invitation's link opens; whoever holds its code may know. */
export const readInvitation = query(
  { name: "read-invitation", allow: "anybody", input: operation.input },
  async ({ db, input, now }) => {
    const row = await openInvitation(db, input.code, now);
    return {
      email: row.email,
      name: row.name,
      by: row.invitedByName,
      program: row.program,
      role: row.role as Role | null,
      teams: row.teams,
      withPassword: row.withPassword,
      expiresAt: row.expiresAt.toISOString(),
    };
  },
);
