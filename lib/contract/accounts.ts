import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { PasswordResetView } from "@/lib/contract/password-resets";
import { Reason, Timestamp } from "@/lib/contract/words";
import { roles } from "@/lib/domain/permissions";

const Handle = z.string().min(1).max(120);
const HandleInput = z.object({ person: Handle });

/** Since when somebody has it, and who or which group gave it; unknown for what is older than that. */
const Grant = {
  /** `person`, or the group of a provider that it follows: `oidc platform`. */
  source: z.string(),
  by: z.string().nullable(),
  since: Timestamp.nullable(),
};

const AccountView = z.object({
  handle: Handle,
  name: z.string(),
  title: z.string(),
  email: z.string().nullable(),
  /** Addresses that they had before: what was written under them counts as theirs. */
  formerEmails: z.array(z.string()),
  kind: z.enum(["person", "example", "service"]),
  isAdmin: z.boolean(),
  createdAt: Timestamp,
  deactivatedAt: Timestamp.nullable(),
  lastSeenAt: Timestamp.nullable(),
  teams: z.array(z.object({ team: z.string(), ...Grant })),
  /** `program` is null for a role in every program. */
  roles: z.array(z.object({ program: z.string().nullable(), role: z.enum(roles), ...Grant })),
});
export type AccountView = z.infer<typeof AccountView>;

export const listPeople = operation({
  id: "listPeople",
  method: "GET",
  path: "/api/v1/people",
  summary: "The people and service accounts of the installation",
  tag: "people",
  input: z.object({
    q: z.string().max(200).default(""),
    state: z.enum(["active", "deactivated", "all"]).default("active"),
  }),
  answer: z.object({
    /** At most 500; `total` counts all that were asked for. */
    people: z.array(AccountView),
    total: z.int(),
    counts: z.object({ active: z.int(), deactivated: z.int() }),
  }),
});

export const readPerson = operation({
  id: "readPerson",
  method: "GET",
  path: "/api/v1/people/{person}",
  summary: "One person: how they sign in, what they may and since when, what their groups say",
  tag: "people",
  input: HandleInput,
  answer: AccountView.extend({
    /** How they can sign in: `password`, `oidc …`, `github`. */
    signsInWith: z.array(z.string()),
    /** What a provider told of their groups at the last sign-in. */
    groups: z.object({
      names: z.array(z.string()),
      at: Timestamp.nullable(),
      problem: z.string(),
    }),
    sessions: z.int(),
    /** Their link to another password, while it is open. */
    passwordReset: PasswordResetView.nullable(),
    /** What keeps the account from signing and deciding: a proof of theirs that an admin replaced. */
    holds: z.array(
      z.object({
        at: Timestamp,
        says: z.string(),
        /** When it ends by itself, where no other admin is there to confirm. */
        until: Timestamp.nullable(),
        /** Names of the admins who may confirm it. */
        confirmers: z.array(z.string()),
        mayConfirm: z.boolean(),
      }),
    ),
    /** What happened to the account itself, the newest first. */
    history: z.array(
      z.object({
        at: Timestamp,
        by: z.string(),
        action: z.string(),
        reason: z.string().nullable(),
      }),
    ),
  }),
});

const Deactivation = z.object({
  handle: Handle,
  name: z.string(),
  /** Why it cannot be; null where it can. */
  objection: z.string().nullable(),
  sessions: z.int(),
  /** Tokens that act for them: revoked with it. */
  tokens: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      program: z.string().nullable(),
      lastUsedAt: Timestamp.nullable(),
    }),
  ),
  /** Teams that have nobody left, and the rows that nobody can sign then. */
  emptyTeams: z.array(
    z.object({
      team: z.string(),
      rows: z.array(z.object({ program: z.string(), count: z.int() })),
    }),
  ),
  /** Roles that nobody else has in a program, admins aside. */
  lastRoles: z.array(z.object({ program: z.string(), role: z.enum(roles) })),
  requests: z.array(
    z.object({
      program: z.string(),
      environment: z.string(),
      number: z.int(),
      state: z.string(),
    }),
  ),
  asks: z.array(z.object({ program: z.string(), kind: z.string(), key: z.string() })),
  returns: z.array(z.object({ program: z.string(), kind: z.string(), key: z.string() })),
  /** Open invitations that they made: their links open nothing any more. */
  invitations: z.array(
    z.object({
      id: z.uuid(),
      email: z.string(),
      program: z.string().nullable(),
      role: z.enum(roles).nullable(),
      expiresAt: Timestamp,
    }),
  ),
  /** Open links to another password, of theirs or made by them. */
  passwordResets: z.int(),
});
export type Deactivation = z.infer<typeof Deactivation>;

export const readDeactivation = operation({
  id: "readDeactivation",
  method: "GET",
  path: "/api/v1/people/{person}/deactivation",
  summary: "What deactivating somebody would end and leave without anybody",
  tag: "people",
  input: HandleInput,
  answer: Deactivation,
});

const ReasonInput = HandleInput.extend({ reason: Reason });

export const deactivatePerson = operation({
  id: "deactivatePerson",
  method: "POST",
  path: "/api/v1/people/{person}/deactivation",
  summary: "End somebody's access at once; their name stays in every record",
  tag: "people",
  input: ReasonInput,
  answer: z.object({ account: AccountView, ended: Deactivation }),
});

export const reactivatePerson = operation({
  id: "reactivatePerson",
  method: "DELETE",
  path: "/api/v1/people/{person}/deactivation",
  summary: "Let somebody in again, with the roles and teams they had; tokens stay revoked",
  tag: "people",
  input: ReasonInput,
  answer: AccountView,
});

export const confirmAccount = operation({
  id: "confirmAccount",
  method: "POST",
  path: "/api/v1/people/{person}/confirmation",
  summary:
    "Confirm, as another admin than who replaced its proof, that an account is its person's; it signs again",
  tag: "people",
  input: ReasonInput,
  answer: z.object({
    confirmed: z.int(),
    /** What still holds it, for somebody else to confirm. */
    left: z.int(),
  }),
});

export const setAdmin = operation({
  id: "setAdmin",
  method: "PUT",
  path: "/api/v1/people/{person}/admin",
  summary: "Make somebody an admin, or take it back; never from the last one",
  tag: "people",
  input: ReasonInput.extend({ isAdmin: z.boolean() }),
  answer: AccountView,
});
