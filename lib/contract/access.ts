import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { TokenView } from "@/lib/contract/people";
import { ProgramInput, Timestamp } from "@/lib/contract/words";
import { type Permission, permissions, roles } from "@/lib/domain/permissions";

const PermissionWord = z.enum(Object.keys(permissions) as [Permission, ...Permission[]]);

/** What somebody did by a permission, within the months asked for. */
const Done = z.object({
  permission: PermissionWord,
  accepted: z.int(),
  denied: z.int(),
  lastAt: Timestamp,
});

const PersonAccess = z.object({
  handle: z.string(),
  name: z.string(),
  isAdmin: z.boolean(),
  lastSeenAt: Timestamp.nullable(),
  roles: z.array(
    z.object({
      role: z.enum(roles),
      everywhere: z.boolean(),
      source: z.string(),
      by: z.string().nullable(),
      since: Timestamp.nullable(),
      /** When something was last done that takes this role; null: never. Reading is not counted. */
      lastUsedAt: Timestamp.nullable(),
      /** Whether the role lets anybody do more than read. */
      canBeUsed: z.boolean(),
    }),
  ),
  teams: z.array(
    z.object({
      team: z.string(),
      source: z.string(),
      by: z.string().nullable(),
      since: Timestamp.nullable(),
    }),
  ),
  may: z.array(PermissionWord),
  did: z.array(Done),
  lastActAt: Timestamp.nullable(),
});
export type PersonAccess = z.infer<typeof PersonAccess>;

const TokenAccess = TokenView.extend({
  may: z.array(PermissionWord),
  did: z.array(Done),
  lastActAt: Timestamp.nullable(),
});
export type TokenAccess = z.infer<typeof TokenAccess>;

export const readAccess = operation({
  id: "readAccess",
  method: "GET",
  path: "/api/v1/programs/{program}/access",
  summary: "Access review: who could do what, who did, since when unused",
  tag: "people",
  input: ProgramInput.extend({ months: z.coerce.number().int().min(1).max(60).default(3) }),
  answer: z.object({
    /** The first month that is counted, `2026-09`. */
    from: z.string(),
    people: z.array(PersonAccess),
    tokens: z.array(TokenAccess),
    /** Names exactly this access; what a review confirms. */
    digest: z.string(),
    reviews: z.array(
      z.object({
        at: Timestamp,
        by: z.string(),
        note: z.string().nullable(),
        people: z.int(),
        tokens: z.int(),
        digest: z.string(),
      }),
    ),
  }),
});

export const reviewAccess = operation({
  id: "reviewAccess",
  method: "POST",
  path: "/api/v1/programs/{program}/access/reviews",
  summary: "Confirm that the access that was shown is right; it stands in the audit",
  tag: "people",
  status: 201,
  input: ProgramInput.extend({
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    note: z.string().trim().max(2000).default(""),
  }),
  answer: z.object({ at: Timestamp, people: z.int(), tokens: z.int() }),
});
