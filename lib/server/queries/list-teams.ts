import { listTeams as operation } from "@/lib/contract/teams";
import { teamViews } from "@/lib/server/people/teams";
import { query } from "@/lib/server/query";

/** All teams of the installation. */
export const listTeams = query(
  { name: "list-teams", allow: "installation:manage", input: operation.input },
  async ({ db }) => ({ teams: await teamViews(db) }),
);
