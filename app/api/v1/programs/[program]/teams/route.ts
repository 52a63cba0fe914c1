import { listProgramTeams as listProgramTeamsOperation } from "@/lib/contract/teams";
import { endpoint } from "@/lib/server/http";
import { listProgramTeams } from "@/lib/server/queries/list-program-teams";

export const GET = endpoint(listProgramTeamsOperation, listProgramTeams);
