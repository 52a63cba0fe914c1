import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { Key, Timestamp } from "@/lib/contract/words";
import { roles } from "@/lib/domain/permissions";

const GroupMappingView = z.object({
  id: z.uuid(),
  provider: z.enum(["oidc", "github"]),
  group: z.string(),
  /** `null` with a role: in every program. */
  inProgram: z.string().nullable(),
  role: z.enum(roles).nullable(),
  team: z.string().nullable(),
  by: z.string(),
  createdAt: Timestamp,
  /** How many people have this group, as far as they have signed in. */
  people: z.int(),
});
export type GroupMappingView = z.infer<typeof GroupMappingView>;

export const listGroupMappings = operation({
  id: "listGroupMappings",
  method: "GET",
  path: "/api/v1/group-mappings",
  summary: "Which groups of a provider give which roles and teams",
  tag: "people",
  input: z.object({}),
  answer: z.object({
    mappings: z.array(GroupMappingView),
    /** The providers that are set up, and where each tells groups. */
    providers: z.array(
      z.object({ id: z.enum(["oidc", "github"]), name: z.string(), reads: z.string() }),
    ),
    /** Groups that people came with and that no rule names, the most frequent first. */
    unmapped: z.array(z.object({ group: z.string(), people: z.int() })),
    /** People whose groups could not be read at their last sign-in. */
    problems: z.array(
      z.object({ handle: z.string(), name: z.string(), says: z.string(), at: Timestamp }),
    ),
  }),
});

export const createGroupMapping = operation({
  id: "createGroupMapping",
  method: "POST",
  path: "/api/v1/group-mappings",
  summary: "Let a group of a provider give a role, a team, or both",
  tag: "people",
  status: 201,
  input: z
    .object({
      provider: z.enum(["oidc", "github"]),
      group: z.string().trim().min(1, "name the group").max(300),
      inProgram: Key.nullable().default(null),
      role: z.enum(roles).nullable().default(null),
      team: z.string().trim().min(1).max(120).nullable().default(null),
    })
    .refine(({ role, team }) => role !== null || team !== null, {
      message: "say which role or which team the group gives",
      path: ["role"],
    })
    .refine(({ role, inProgram }) => role !== null || inProgram === null, {
      message: "a team is the same in every program; name a role with the program",
      path: ["inProgram"],
    })
    .refine(({ provider, group }) => provider !== "github" || /^[^/\s]+\/[^/\s]+$/.test(group), {
      message: "a team of GitHub is named as organisation/team",
      path: ["group"],
    }),
  answer: GroupMappingView,
});

export const removeGroupMapping = operation({
  id: "removeGroupMapping",
  method: "DELETE",
  path: "/api/v1/group-mappings/{mapping}",
  summary: "End what a group gives; whoever had it from there loses it at once",
  tag: "people",
  input: z.object({ mapping: z.uuid() }),
  answer: z.object({ id: z.uuid(), lost: z.int() }),
});
