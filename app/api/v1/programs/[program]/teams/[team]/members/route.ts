import { changeTeamMembers as changeTeamMembersOperation } from "@/lib/contract/teams";
import { changeTeamMembers } from "@/lib/server/commands/change-team-members";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(changeTeamMembersOperation, changeTeamMembers);
