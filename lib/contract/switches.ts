import * as z from "zod";
import { DeliveryReading } from "@/lib/contract/clients";
import { operation } from "@/lib/contract/operation";
import { EnvironmentInput, OwnerWords, Reason, Timestamp } from "@/lib/contract/words";

const Selectors = z.strictObject({
  orgs: z.array(z.string().min(1)).max(1000).optional(),
  repos: z.array(z.string().min(1)).max(1000).optional(),
  users: z.array(z.string().min(1)).max(1000).optional(),
});

/** `percent` is in integer basis points: 10 % is 1000. A salt is set by the server and kept. */
export const CanaryInput = Selectors.extend({
  except: Selectors.optional(),
  percent: z.number().optional(),
  key: z.enum(["user", "org", "repo", "targetingKey"]).optional(),
});

/** `cold` must be warmed first, going back from `lossy` loses what only the target wrote, `gone` has no legacy. */
export const LegacyState = z.enum(["hot", "cold", "lossy", "gone"]);

export const SwitchLevel = z.enum(["program", "family", "capability", "route", "worker"]);
export type SwitchLevel = z.infer<typeof SwitchLevel>;

/** The owner is the program's own word or `off`; `null` removes the rule. The rules' own checks follow in the domain. */
export const SwitchEditInput = z.strictObject({
  level: SwitchLevel,
  key: z.string().max(300).default(""),
  owner: z.string().nullable(),
  canary: CanaryInput.optional(),
  /** The owner is stamped when a resource is created, and the stamp decides until it ends; `null` ends that. */
  sticky: z.literal("creation").nullable().optional(),
  /** A capability's: whether legacy can still take over. Stays as it is where it is not said. */
  legacy: LegacyState.optional(),
  /** Beside the owner `off` of a worker: to whom it is being handed. */
  handoff: z.string().optional(),
});

export const RouteMove = z.object({
  route: z.string(),
  method: z.string(),
  path: z.string(),
  from: z.string(),
  to: z.string(),
});

/** A reason why a change towards the target should not be made, as it reads now. Unknown is not held. */
export const InterlockReading = z.object({
  key: z.string(),
  kind: z.string(),
  state: z.enum(["holds", "open", "unknown"]),
  title: z.string(),
  because: z.string(),
  /** Where it can be looked into. */
  link: z.string().optional(),
});
export type InterlockReading = z.infer<typeof InterlockReading>;

/** What a change would do: the blast radius. Lists are cut at 500; the counts are whole. */
export const ChangeEffect = z.object({
  kind: z.enum(["flip", "rollback", "none"]),
  /** In words, e.g. `9 routes to go in staging`. */
  says: z.string(),
  routesMoved: z.number().int(),
  workersMoved: z.number().int(),
  routeMoves: z.array(RouteMove),
  workerMoves: z.array(z.object({ worker: z.string(), from: z.string(), to: z.string() })),
  /** Rules that keep some routes where they are although the change names them. */
  masked: z.array(
    z.object({
      level: SwitchLevel,
      key: z.string(),
      owner: z.string(),
      routes: z.number().int(),
      says: z.string(),
    }),
  ),
  /** Reasons that stand against the change in this environment; a protected one refuses on any. */
  refusals: z.array(z.string()),
  warnings: z.array(z.string()),
  /** Capabilities of which going back loses what only the target wrote: to be acknowledged. */
  losses: z.array(z.string()).default([]),
  /** Readings of what interlocks the change; those that do not hold stand in the refusals or warnings too. */
  interlocks: z.array(InterlockReading).default([]),
  /** It is made by a request that others approve. */
  needsRequest: z.boolean().default(false),
});
export type ChangeEffect = z.infer<typeof ChangeEffect>;

export const ChangeAnswer = z.object({
  dryRun: z.boolean(),
  /** The version that the change made, or for a dry run the one it was planned on. */
  version: z.number().int(),
  epoch: z.number().int(),
  changeId: z.string().nullable(),
  /** The same request was accepted before; nothing was written again. */
  repeated: z.boolean(),
  effect: ChangeEffect,
});
export type ChangeAnswer = z.infer<typeof ChangeAnswer>;

export const changeSwitches = operation({
  id: "changeSwitches",
  method: "POST",
  path: "/api/v1/programs/{program}/environments/{environment}/changes",
  summary: "Change owners: all rules as one change and one version, all or none",
  tag: "switches",
  input: EnvironmentInput.extend({
    /** The version the caller saw. A flip needs it; a rollback does not. */
    expectedVersion: z.number().int().min(1).optional(),
    changeId: z.uuid("must be a UUID that the caller made; it makes a retry safe").optional(),
    reason: Reason.optional(),
    rules: z.array(SwitchEditInput).min(1, "name at least one rule").max(1000).optional(),
    /** In place of rules: makes the rules those of an earlier version again. */
    restore: z.strictObject({ version: z.number().int().min(1) }).optional(),
    /** Past interlocks, never past approvals: a reason, and a review within 24 hours. */
    breakGlass: z.strictObject({ reason: Reason }).optional(),
    /** The capabilities whose losses the caller has seen and takes. */
    acknowledgeLosses: z.array(z.string()).max(500).default([]),
    dryRun: z.boolean().default(false),
  }).refine(({ rules, restore }) => (rules === undefined) !== (restore === undefined), {
    message: "name either rules or the version to restore",
    path: ["rules"],
  }),
  answer: ChangeAnswer,
});

export const RuleView = z.object({
  level: SwitchLevel,
  key: z.string(),
  title: z.string(),
  owner: z.string(),
  side: z.enum(["legacy", "target", "off"]),
  cohort: z.string().nullable(),
  /** The cohort as an edit says it, so that a change can keep what it does not mean to change. */
  canary: CanaryInput.nullable(),
  sticky: z.literal("creation").nullable(),
  /** Routes that this rule decides today. */
  decides: z.number().int(),
  /** Of the requests that the upstreams counted in the last hour, the share on those routes; `null`: unobserved. */
  observedShare: z.number().nullable(),
  /** Routes in its scope, whoever decides them. */
  covers: z.number().int(),
  /** What decides the others in its place, the most routes first; at most 20. */
  hiddenBy: z.array(
    z.object({
      level: z.enum(["program", "family", "capability", "route", "force"]),
      key: z.string(),
      title: z.string(),
      routes: z.number().int(),
    }),
  ),
  /** A route's family and capability. */
  family: z.string().nullable(),
  capability: z.string().nullable(),
  /** The change that set it last; `null` where none of the last 2,000 did. */
  setBy: z
    .object({ version: z.number().int(), by: z.string(), at: Timestamp, reason: z.string() })
    .nullable(),
});

export type RuleView = z.infer<typeof RuleView>;

export const Force = z.object({
  scope: z.enum(["program", "family", "capability"]),
  key: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  since: Timestamp,
  /** When it was asked to end; `null` holds until somebody lifts it. */
  until: Timestamp.nullable(),
});

export const DeliveryView = z.object({
  version: z.number().int(),
  /** Stream clients connected to this control plane, and how many of them were sent the version. */
  sentTo: z.number().int(),
  of: z.number().int(),
  at: Timestamp.nullable(),
  ...DeliveryReading.shape,
});

export const readSwitches = operation({
  id: "readSwitches",
  method: "GET",
  path: "/api/v1/programs/{program}/environments/{environment}/switches",
  summary: "Every rule in force, the forces, and how far the version went",
  tag: "switches",
  input: EnvironmentInput,
  answer: z.object({
    owners: OwnerWords,
    epoch: z.number().int(),
    version: z.number().int(),
    isProtected: z.boolean(),
    updatedAt: Timestamp,
    force: z.array(Force),
    rules: z.array(RuleView),
    /** Every family and capability of the program: what a rule or a force can name. */
    families: z.array(z.string()),
    capabilities: z.array(z.string()),
    /** By capability, where it is not hot. */
    legacyStates: z.record(z.string(), LegacyState),
    workers: z.array(
      z.object({
        key: z.string(),
        item: z.string(),
        owner: z.string(),
        side: z.enum(["legacy", "target", "off"]),
        fence: z.number().int(),
      }),
    ),
    delivery: DeliveryView,
  }),
});

export const ChangeView = z.object({
  version: z.number().int(),
  changeId: z.string(),
  kind: z.enum(["flip", "rollback", "force", "lift", "import", "capabilities", "retirement"]),
  reason: z.string(),
  by: z.string(),
  at: Timestamp,
  says: z.string(),
  edits: z.array(z.record(z.string(), z.unknown())),
  before: z.array(z.record(z.string(), z.unknown())),
  /** Edits that would put the rules back as they were before; empty where that has no meaning. */
  undo: z.array(SwitchEditInput),
});
export type ChangeView = z.infer<typeof ChangeView>;

export const listChanges = operation({
  id: "listChanges",
  method: "GET",
  path: "/api/v1/programs/{program}/environments/{environment}/changes",
  summary: "Accepted changes, newest first",
  tag: "switches",
  input: EnvironmentInput.extend({
    before: z.coerce.number().int().min(1).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({ changes: z.array(ChangeView), next: z.number().int().nullable() }),
});

export const readDelivery = operation({
  id: "readDelivery",
  method: "GET",
  path: "/api/v1/programs/{program}/environments/{environment}/delivery",
  summary: "How far the current version went: accepted, propagating, in effect, observed",
  tag: "switches",
  input: EnvironmentInput,
  answer: DeliveryView,
});

export const ForceInput = EnvironmentInput.extend({
  scope: z.enum(["program", "family", "capability"]).default("program"),
  /** The family's or capability's key. */
  key: z.string().max(300).optional(),
  reason: Reason,
  changeId: z.uuid().optional(),
});

/** A force may be asked to end by itself; where the environment is protected, its end needs a second person. */
const forceUntil = z.iso.datetime({ offset: true });

export const forceLegacy = operation({
  id: "forceLegacy",
  method: "PUT",
  path: "/api/v1/programs/{program}/environments/{environment}/force",
  summary: "Force everything in a scope to the legacy owner, at once, whatever the gates say",
  tag: "switches",
  input: ForceInput.extend({
    /** Only a dry run needs none. */
    reason: Reason.optional(),
    /** When it should end. */
    until: forceUntil.optional(),
    acknowledgeLosses: z.array(z.string()).max(500).default([]),
    dryRun: z.boolean().default(false),
  }),
  answer: ChangeAnswer,
});

export const liftForce = operation({
  id: "liftForce",
  method: "DELETE",
  path: "/api/v1/programs/{program}/environments/{environment}/force",
  summary: "Lift a force; the rules decide again",
  tag: "switches",
  input: ForceInput.extend({
    /** Only a dry run needs none. */
    reason: Reason.optional(),
    breakGlass: z.strictObject({ reason: Reason }).optional(),
    dryRun: z.boolean().default(false),
  }),
  answer: ChangeAnswer,
});
