import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { ProgramInput, Timestamp } from "@/lib/contract/words";

const TeamKey = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Cf}]+$/u, "must have no signs that cannot be seen");
const Handles = z.array(z.string().min(1).max(120)).max(500).default([]);

const TeamView = z.object({
  key: z.string(),
  name: z.string(),
  members: z.array(
    z.object({
      handle: z.string(),
      name: z.string(),
      isActive: z.boolean(),
      /** `person`, or the group that it follows. */
      source: z.string(),
      by: z.string().nullable(),
      since: Timestamp.nullable(),
    }),
  ),
  /** The groups that give it members. */
  groups: z.array(z.string()),
  /** How many rows it owns where. */
  rows: z.array(z.object({ program: z.string(), count: z.int() })),
});
export type TeamView = z.infer<typeof TeamView>;

export const listTeams = operation({
  id: "listTeams",
  method: "GET",
  path: "/api/v1/teams",
  summary: "All teams with their members, their groups and what they own",
  tag: "people",
  input: z.object({}),
  answer: z.object({ teams: z.array(TeamView) }),
});

export const listProgramTeams = operation({
  id: "listProgramTeams",
  method: "GET",
  path: "/api/v1/programs/{program}/teams",
  summary: "The teams that own rows of the program, and who is in them",
  tag: "people",
  input: ProgramInput,
  answer: z.object({
    teams: z.array(
      TeamView.extend({
        /** Why the caller may not change its members; null where they may. */
        objection: z.string().nullable(),
      }),
    ),
  }),
});

export const createTeam = operation({
  id: "createTeam",
  method: "POST",
  path: "/api/v1/teams",
  summary: "Make a team",
  tag: "people",
  status: 201,
  input: z.object({ team: TeamKey, name: z.string().trim().max(120).default("") }),
  answer: TeamView,
});

export const editTeam = operation({
  id: "editTeam",
  method: "PUT",
  path: "/api/v1/teams/{team}",
  summary: "Name a team, put people into it and take them out",
  tag: "people",
  input: z.object({
    team: TeamKey,
    name: z.string().trim().min(1).max(120).optional(),
    add: Handles,
    remove: Handles,
  }),
  answer: TeamView,
});

export const changeTeamMembers = operation({
  id: "changeTeamMembers",
  method: "PUT",
  path: "/api/v1/programs/{program}/teams/{team}/members",
  summary: "Put people into a team that owns rows of this program alone, and take them out",
  tag: "people",
  input: ProgramInput.extend({ team: TeamKey, add: Handles, remove: Handles }),
  answer: TeamView,
});

export const removeTeam = operation({
  id: "removeTeam",
  method: "DELETE",
  path: "/api/v1/teams/{team}",
  summary: "Remove a team that owns nothing",
  tag: "people",
  input: z.object({ team: TeamKey }),
  answer: z.object({ team: z.string() }),
});
