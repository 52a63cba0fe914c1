import {
  editTeam as editTeamOperation,
  removeTeam as removeTeamOperation,
} from "@/lib/contract/teams";
import { editTeam } from "@/lib/server/commands/edit-team";
import { removeTeam } from "@/lib/server/commands/remove-team";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(editTeamOperation, editTeam);
export const DELETE = endpoint(removeTeamOperation, removeTeam);
