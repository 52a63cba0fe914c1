import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { ChangeAnswer } from "@/lib/contract/switches";
import { EnvironmentInput, Reason, Timestamp } from "@/lib/contract/words";

export const ReviewView = z.object({
  id: z.string(),
  because: z.enum(["force", "break-glass"]),
  scope: z.string(),
  key: z.string().nullable(),
  reason: z.string(),
  openedBy: z.string(),
  openedAt: Timestamp,
  dueAt: Timestamp,
  isLate: z.boolean(),
  closedAt: Timestamp.nullable(),
  closedBy: z.string().nullable(),
  outcome: z.string().nullable(),
});
export type ReviewView = z.infer<typeof ReviewView>;

export const listReviews = operation({
  id: "listReviews",
  method: "GET",
  path: "/api/v1/programs/{program}/environments/{environment}/reviews",
  summary: "Reviews that emergencies owe: open ones first, then the newest",
  tag: "emergencies",
  input: EnvironmentInput,
  answer: z.object({ reviews: z.array(ReviewView) }),
});

export const closeReview = operation({
  id: "closeReview",
  method: "POST",
  path: "/api/v1/programs/{program}/environments/{environment}/reviews/{review}/close",
  summary: "Close the review of an emergency, saying what came out of it",
  tag: "emergencies",
  input: EnvironmentInput.extend({
    review: z.uuid(),
    outcome: Reason,
  }),
  answer: ReviewView,
});

export const HookView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["alertmanager", "generic"]),
  scope: z.enum(["program", "family", "capability"]),
  key: z.string().nullable(),
  holdMinutes: z.number().int().nullable(),
  address: z.string(),
  createdBy: z.string(),
  createdAt: Timestamp,
  revokedAt: Timestamp.nullable(),
});
export type HookView = z.infer<typeof HookView>;

export const listHooks = operation({
  id: "listHooks",
  method: "GET",
  path: "/api/v1/programs/{program}/environments/{environment}/hooks",
  summary: "Where monitors may force legacy from",
  tag: "emergencies",
  input: EnvironmentInput,
  answer: z.object({ hooks: z.array(HookView) }),
});

export const createHook = operation({
  id: "createHook",
  method: "POST",
  path: "/api/v1/programs/{program}/environments/{environment}/hooks",
  summary: "Let a monitor force a scope to legacy; its secret is told once",
  tag: "emergencies",
  status: 201,
  input: EnvironmentInput.extend({
    name: z.string().trim().min(2).max(80),
    kind: z.enum(["alertmanager", "generic"]),
    scope: z.enum(["program", "family", "capability"]).default("program"),
    key: z.string().max(300).optional(),
    /** How long its force holds; without it until somebody lifts it. */
    holdMinutes: z.number().int().min(5).max(10_080).optional(),
    /** A monitor cannot be asked, so what its force may lose is taken here, by capability. */
    acknowledgeLosses: z.array(z.string()).max(500).default([]),
  }),
  answer: z.object({ hook: HookView, secret: z.string() }),
});

export const revokeHook = operation({
  id: "revokeHook",
  method: "DELETE",
  path: "/api/v1/programs/{program}/environments/{environment}/hooks/{hook}",
  summary: "Take a monitor's right to force away",
  tag: "emergencies",
  input: EnvironmentInput.extend({ hook: z.uuid() }),
  answer: HookView,
});

/** What a delivery did: a monitor that repeats itself, or says that all is well, changes nothing. */
export const HookAnswer = z.object({
  did: z.enum(["forced", "nothing"]),
  says: z.string(),
  change: ChangeAnswer.nullable(),
});
export type HookAnswer = z.infer<typeof HookAnswer>;

export const takeHookDelivery = operation({
  id: "takeHookDelivery",
  method: "POST",
  path: "/api/v1/hooks/{hook}",
  summary:
    "A monitor's call: Alertmanager's with its bearer secret, any other's signed with it (x-signalbox-signature)",
  tag: "emergencies",
  open: true,
  signed: true,
  input: z.object({
    hook: z.uuid(),
    body: z.string().max(1_000_000),
    authorization: z.string().nullable(),
    signature: z.string().nullable(),
  }),
  answer: HookAnswer,
});
