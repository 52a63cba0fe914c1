import {
  createTeam as createTeamOperation,
  listTeams as listTeamsOperation,
} from "@/lib/contract/teams";
import { createTeam } from "@/lib/server/commands/create-team";
import { endpoint } from "@/lib/server/http";
import { listTeams } from "@/lib/server/queries/list-teams";

export const GET = endpoint(listTeamsOperation, listTeams);
export const POST = endpoint(createTeamOperation, createTeam);
