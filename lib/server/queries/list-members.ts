import { listMembers as operation } from "@/lib/contract/people";
import { env } from "@/lib/server/env";
import { permissionsOf } from "@/lib/server/overview/program-summary";
import { readMembers } from "@/lib/server/people/members";
import { query } from "@/lib/server/query";

/** Who has which role in the program; people without one too, for whoever may give them one. */
export const listMembers = query(
  { name: "list-members", allow: "people:read", input: operation.input },
  async ({ db, actor, program }) => ({
    members: await readMembers(db, program.id, {
      withoutRole: permissionsOf(actor, program.id).includes("people:manage"),
      // They cannot sign in once the local mode has ended.
      examples: env().isLocal,
    }),
  }),
);
