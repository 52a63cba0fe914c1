import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { Key, ProgramInput, Timestamp } from "@/lib/contract/words";
import { roles, scopes } from "@/lib/domain/permissions";

const RoleInput = z.enum(roles);

export const readMe = operation({
  id: "readMe",
  method: "GET",
  path: "/api/v1/me",
  summary: "Who the caller is",
  tag: "people",
  input: z.object({}),
  answer: z.object({
    kind: z.enum(["person", "token"]),
    name: z.string(),
    handle: z.string().nullable(),
    isAdmin: z.boolean(),
    teams: z.array(z.string()),
    roles: z.array(z.object({ program: z.string().nullable(), role: RoleInput })),
  }),
});

export const MemberView = z.object({
  handle: z.string(),
  name: z.string(),
  title: z.string(),
  isAdmin: z.boolean(),
  teams: z.array(z.string()),
  roles: z.array(
    z.object({
      role: RoleInput,
      everywhere: z.boolean(),
      /** `person`, or the group of a provider that it follows: `oidc platform`. */
      source: z.string(),
      by: z.string().nullable(),
      since: Timestamp.nullable(),
    }),
  ),
});
export type MemberView = z.infer<typeof MemberView>;

export const listMembers = operation({
  id: "listMembers",
  method: "GET",
  path: "/api/v1/programs/{program}/members",
  summary: "Who has which role in the program; people without one are listed for managers only",
  tag: "people",
  input: ProgramInput,
  answer: z.object({ members: z.array(MemberView) }),
});

const RoleGrant = ProgramInput.extend({ handle: z.string().min(1).max(120), role: RoleInput });

export const grantRole = operation({
  id: "grantRole",
  method: "PUT",
  path: "/api/v1/programs/{program}/members/{handle}/roles/{role}",
  summary: "Give a person a role in the program",
  tag: "people",
  input: RoleGrant,
  answer: MemberView,
});

export const revokeRole = operation({
  id: "revokeRole",
  method: "DELETE",
  path: "/api/v1/programs/{program}/members/{handle}/roles/{role}",
  summary: "Take a role in the program from a person",
  tag: "people",
  input: RoleGrant,
  answer: MemberView,
});

export const claimFirstAdmin = operation({
  id: "claimFirstAdmin",
  method: "POST",
  path: "/api/v1/first-admin",
  summary: "Become the first admin with the one-time code from the log",
  tag: "people",
  status: 201,
  open: true,
  input: z.object({
    code: z.string().min(20).max(200),
    handle: Key,
    name: z.string().trim().min(1).max(120),
    password: z.string().max(400),
  }),
  answer: z.object({ handle: Key }),
});

const ScopeInput = z.enum(scopes);

export const TokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(ScopeInput),
  environment: z.string().nullable(),
  by: z.string(),
  /** The person or service account that it acts for. */
  owner: z
    .object({ handle: z.string(), name: z.string(), isService: z.boolean(), isActive: z.boolean() })
    .nullable(),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable(),
  revokedAt: Timestamp.nullable(),
  /** At most a minute or two behind. */
  lastUsedAt: Timestamp.nullable(),
});
export type TokenView = z.infer<typeof TokenView>;

export const listTokens = operation({
  id: "listTokens",
  method: "GET",
  path: "/api/v1/programs/{program}/tokens",
  summary: "The program's API tokens, never their secrets",
  tag: "tokens",
  input: ProgramInput,
  answer: z.object({
    tokens: z.array(TokenView),
    /** The scopes that the caller may put into a new token. */
    mayHandOut: z.array(ScopeInput),
  }),
});

export const createToken = operation({
  id: "createToken",
  method: "POST",
  path: "/api/v1/programs/{program}/tokens",
  summary: "Make an API token; its secret is in this answer and nowhere else",
  tag: "tokens",
  status: 201,
  input: ProgramInput.extend({
    name: z.string().trim().min(1, "name the token after what will use it").max(120),
    scopes: z.array(ScopeInput).min(1),
    environment: Key.optional(),
    expiresInDays: z.number().int().min(1).max(3650).optional(),
    /** The handle of a service account that it acts for; else it acts for whoever makes it. */
    owner: z.string().min(1).max(120).optional(),
  }),
  answer: TokenView.extend({ secret: z.string() }),
});

export const revokeToken = operation({
  id: "revokeToken",
  method: "DELETE",
  path: "/api/v1/programs/{program}/tokens/{token}",
  summary: "Revoke an API token; clients with it are refused within a second",
  tag: "tokens",
  input: ProgramInput.extend({ token: z.uuid() }),
  answer: TokenView,
});

export const setTokenOwner = operation({
  id: "setTokenOwner",
  method: "PUT",
  path: "/api/v1/programs/{program}/tokens/{token}/owner",
  summary: "Hand a token over to a service account, so that it outlives the person who made it",
  tag: "tokens",
  input: ProgramInput.extend({ token: z.uuid(), owner: z.string().min(1).max(120) }),
  answer: TokenView,
});
