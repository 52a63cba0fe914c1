import { readAccess, reviewAccess } from "@/lib/contract/access";
import {
  confirmAccount,
  deactivatePerson,
  listPeople,
  reactivatePerson,
  readDeactivation,
  readPerson,
  setAdmin,
} from "@/lib/contract/accounts";
import { createGroupMapping, listGroupMappings, removeGroupMapping } from "@/lib/contract/groups";
import {
  acceptInvitation,
  changePassword,
  inviteToInstallation,
  inviteToProgram,
  listInvitations,
  listProgramInvitations,
  openAccount,
  readInvitation,
  revokeInvitation,
  revokeProgramInvitation,
} from "@/lib/contract/invitations";
import type { Operation } from "@/lib/contract/operation";
import {
  choosePassword,
  endPasswordReset,
  makePasswordReset,
  readPasswordReset,
} from "@/lib/contract/password-resets";
import { setTokenOwner } from "@/lib/contract/people";
import {
  createServiceAccount,
  listServiceAccounts,
  retireServiceAccount,
} from "@/lib/contract/service-accounts";
import {
  changeTeamMembers,
  createTeam,
  editTeam,
  listProgramTeams,
  listTeams,
  removeTeam,
} from "@/lib/contract/teams";

/** Who has access, how they came by it, and who looked at that. */
export const peopleOperations = [
  listPeople,
  readPerson,
  readDeactivation,
  deactivatePerson,
  reactivatePerson,
  setAdmin,
  confirmAccount,
  listTeams,
  listProgramTeams,
  createTeam,
  editTeam,
  changeTeamMembers,
  removeTeam,
  listGroupMappings,
  createGroupMapping,
  removeGroupMapping,
  inviteToProgram,
  inviteToInstallation,
  listProgramInvitations,
  listInvitations,
  revokeProgramInvitation,
  revokeInvitation,
  readInvitation,
  acceptInvitation,
  openAccount,
  changePassword,
  makePasswordReset,
  endPasswordReset,
  readPasswordReset,
  choosePassword,
  listServiceAccounts,
  createServiceAccount,
  retireServiceAccount,
  setTokenOwner,
  readAccess,
  reviewAccess,
] as readonly Operation[];
