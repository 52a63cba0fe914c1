import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { EnvironmentInput, Key, Reason, Timestamp } from "@/lib/contract/words";
import { weekdays } from "@/lib/domain/change-window";
import { gateSteps } from "@/lib/domain/gate-reading";

const ChangeWindow = z.strictObject({
  days: z.array(z.enum(weekdays)).max(7),
  /** `HH:MM` by the clock of the time zone; a window that ends before it begins runs into the next day. */
  from: z.string().max(5),
  to: z.string().max(5),
  timeZone: z.string().max(60),
});

/** Which quality gates have to be open before which step: each before its own, or those that are named. */
const GateDemand = z.union([
  z.literal("template"),
  z.partialRecord(z.enum(gateSteps), z.array(Key).max(200).readonly()).readonly(),
]);

/** How changes are made in an environment. What each value may be is checked, in words, by the domain. */
export const PolicySettings = z.strictObject({
  approvals: z.number(),
  teams: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("any") }),
    z.strictObject({ kind: z.literal("distinct"), count: z.number() }),
    z.strictObject({ kind: z.literal("owning") }),
  ]),
  requestHours: z.number(),
  windows: z.array(ChangeWindow).max(50),
  interlocks: z.enum(["warn", "refuse"]),
  gates: GateDemand.default("template"),
  refusesOtherHashing: z.boolean(),
});
export type PolicySettings = z.infer<typeof PolicySettings>;

export const PolicyView = z.object({
  isProtected: z.boolean(),
  /** Rises with every edit; an edit names the one it was made on. */
  policyVersion: z.number().int(),
  settings: PolicySettings,
  freeze: z
    .object({
      reason: z.string(),
      by: z.string(),
      since: Timestamp,
      until: Timestamp.nullable(),
    })
    .nullable(),
  /** Why a change towards the target could not be applied right now, whatever it is; `null` when it could. */
  waits: z.string().nullable(),
});
export type PolicyView = z.infer<typeof PolicyView>;

const environmentPath = "/api/v1/programs/{program}/environments/{environment}";

export const readPolicy = operation({
  id: "readPolicy",
  method: "GET",
  path: `${environmentPath}/policy`,
  summary: "How changes are made in an environment: approvals, windows, freeze",
  tag: "requests",
  input: EnvironmentInput,
  answer: PolicyView,
});

export const setPolicy = operation({
  id: "setPolicy",
  method: "PUT",
  path: `${environmentPath}/policy`,
  summary: "Set how changes are made; a protected environment's policy is changed by a request",
  tag: "requests",
  input: EnvironmentInput.extend({
    settings: PolicySettings,
    policyVersion: z.number().int().min(0),
    reason: Reason,
  }),
  answer: PolicyView,
});

export const freezeEnvironment = operation({
  id: "freezeEnvironment",
  method: "PUT",
  path: `${environmentPath}/freeze`,
  summary: "Let nothing move towards the target, at once; rollback and force go on working",
  tag: "requests",
  input: EnvironmentInput.extend({ reason: Reason, until: z.iso.datetime().optional() }),
  answer: PolicyView,
});

export const unfreezeEnvironment = operation({
  id: "unfreezeEnvironment",
  method: "DELETE",
  path: `${environmentPath}/freeze`,
  summary: "End a freeze; a protected environment's is ended by a request",
  tag: "requests",
  input: EnvironmentInput.extend({ reason: Reason }),
  answer: PolicyView,
});
