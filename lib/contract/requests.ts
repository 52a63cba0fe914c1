import * as z from "zod";
import { CriteriaEdit } from "@/lib/contract/criteria";
import { operation } from "@/lib/contract/operation";
import { PolicySettings } from "@/lib/contract/policy";
import { ChangeAnswer, ChangeEffect, SwitchEditInput } from "@/lib/contract/switches";
import { EnvironmentInput, ProgramInput, Reason, Timestamp } from "@/lib/contract/words";
import { requestStates } from "@/lib/domain/flip-request";

const environmentPath = "/api/v1/programs/{program}/environments/{environment}";

const Lift = z.strictObject({
  scope: z.enum(["program", "family", "capability"]),
  key: z.string().max(300).optional(),
});

const Restore = z.strictObject({ version: z.number().int().min(1) });

/** What is asked for: exactly one of these. */
const askedFields = {
  rules: z.array(SwitchEditInput).min(1, "name at least one rule").max(1000).optional(),
  lift: Lift.optional(),
  restore: Restore.optional(),
  /** The environment's policy as it should be. */
  policy: PolicySettings.optional(),
  /** The end of a freeze. */
  unfreeze: z.literal(true).optional(),
  /** An edit of what gates, budgets, evidence or dependencies ask for. */
  criteria: CriteriaEdit.optional(),
};

export const RequestedChange = z.strictObject(askedFields);
export type RequestedChange = z.infer<typeof RequestedChange>;

export const RequestState = z.enum(requestStates);

export const RequestView = z.object({
  id: z.string(),
  environment: z.string(),
  /** Counted per environment, for people to name it. */
  number: z.number().int(),
  state: RequestState,
  asked: RequestedChange,
  /** What it would do, as it was when it was asked for. */
  says: z.string(),
  reason: z.string(),
  /** Rises with every edit; approvals are for one revision. */
  revision: z.number().int(),
  /** A digest of who owns everything that it touches: what an approval is given on. */
  ground: z.string(),
  requestedBy: z.string(),
  isMine: z.boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  /** When it is applied by itself; `null` waits for a person. */
  applyAt: Timestamp.nullable(),
  expiresAt: Timestamp,
  approvals: z.array(
    z.object({
      by: z.string(),
      teams: z.array(z.string()),
      isApproval: z.boolean(),
      comment: z.string(),
      revision: z.number().int(),
      at: Timestamp,
      /** Why it counts no more. */
      fell: z.string().nullable(),
    }),
  ),
  closed: z.object({ at: Timestamp, by: z.string(), because: z.string() }).nullable(),
  /** The version that it made. */
  version: z.number().int().nullable(),
});
export type RequestView = z.infer<typeof RequestView>;

export const RequestDetail = z.object({
  request: RequestView,
  isProtected: z.boolean(),
  /** What it would do, as it was asked for; `null` for a request about the policy. */
  asked: ChangeEffect.nullable(),
  /** What it would do now; `null` when it has ended or can no longer be done. */
  current: ChangeEffect.nullable(),
  /** What an edit of criteria changes, line by line; empty for any other request. */
  changes: z.array(z.string()).default([]),
  /** What moved since it was asked for, in words. */
  moved: z.array(z.string()),
  /** What stands between it and its being applied, and whose that is. */
  missing: z.array(
    z.object({
      kind: z.enum(["approval", "draft", "time", "freeze", "window", "interlock", "apply"]),
      says: z.string(),
      whose: z.string(),
    }),
  ),
  /** What the reader may do with it now; why not, where it is worth saying. */
  may: z.object({
    decide: z.boolean(),
    edit: z.boolean(),
    withdraw: z.boolean(),
    apply: z.boolean(),
    breakGlass: z.boolean(),
    why: z.string().nullable(),
  }),
});
export type RequestDetail = z.infer<typeof RequestDetail>;

const NumberedInput = EnvironmentInput.extend({ number: z.coerce.number().int().min(1) });
const requestPath = `${environmentPath}/requests/{number}` as const;

const isOne = (asked: RequestedChange): boolean =>
  [asked.rules, asked.lift, asked.restore, asked.policy, asked.unfreeze, asked.criteria].filter(
    (each) => each !== undefined,
  ).length === 1;

export const requestFlip = operation({
  id: "requestFlip",
  method: "POST",
  path: `${environmentPath}/requests`,
  summary: "Ask for a change that needs approvals, or that is to be made at a time",
  tag: "requests",
  status: 201,
  input: EnvironmentInput.extend({
    ...askedFields,
    reason: Reason,
    /** When to apply it by itself, once it has its approvals. */
    applyAt: z.iso.datetime().optional(),
    /** Not to be decided on yet. */
    draft: z.boolean().default(false),
    /** A UUID that the caller made; it makes a retry safe. */
    requestId: z.uuid().optional(),
  }).refine(isOne, {
    message: "ask for exactly one of rules, lift, restore, policy, unfreeze and criteria",
    path: ["rules"],
  }),
  answer: RequestView,
});

export const editRequest = operation({
  id: "editRequest",
  method: "PUT",
  path: requestPath,
  summary: "Edit a request; its approvals fall, and whoever edits it asks for it",
  tag: "requests",
  input: NumberedInput.extend({
    ...askedFields,
    /** The revision that the caller saw. */
    revision: z.number().int().min(1),
    reason: Reason,
    applyAt: z.iso.datetime().nullable().default(null),
    draft: z.boolean().default(false),
  }).refine(isOne, {
    message: "ask for exactly one of rules, lift, restore, policy, unfreeze and criteria",
    path: ["rules"],
  }),
  answer: RequestView,
});

export const withdrawRequest = operation({
  id: "withdrawRequest",
  method: "POST",
  path: `${requestPath}/withdraw`,
  summary: "Take a request back",
  tag: "requests",
  input: NumberedInput.extend({ reason: Reason }),
  answer: RequestView,
});

export const decideRequest = operation({
  id: "decideRequest",
  method: "POST",
  path: `${requestPath}/decision`,
  summary: "Approve or reject a request that somebody else made",
  tag: "requests",
  input: NumberedInput.extend({
    decision: z.enum(["approve", "reject"]),
    /** The revision that was looked at; another one is not decided on. */
    revision: z.number().int().min(1),
    /** The ground that was looked at; on another one it is not decided. */
    ground: z.string().min(1).max(100),
    comment: z.string().trim().max(2000).default(""),
  }),
  answer: RequestView,
});

export const applyRequest = operation({
  id: "applyRequest",
  method: "POST",
  path: `${requestPath}/apply`,
  summary: "Make the change that was asked for and approved",
  tag: "requests",
  input: NumberedInput.extend({
    /** Past interlocks, never past approvals: a reason, and a review within 24 hours. */
    breakGlass: z.strictObject({ reason: Reason }).optional(),
    acknowledgeLosses: z.array(z.string()).max(500).default([]),
  }),
  answer: z.object({
    request: RequestView,
    /** The change that it made; `null` for a request about the policy. */
    change: ChangeAnswer.nullable(),
  }),
});

export const listRequests = operation({
  id: "listRequests",
  method: "GET",
  path: "/api/v1/programs/{program}/requests",
  summary: "Requests that wait, the caller's own, or those that have ended, newest first",
  tag: "requests",
  input: ProgramInput.extend({
    environment: EnvironmentInput.shape.environment.optional(),
    show: z.enum(["waiting", "mine", "ended"]).default("waiting"),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  answer: z.object({
    requests: z.array(RequestView),
    counts: z.object({
      waiting: z.number().int(),
      mine: z.number().int(),
      ended: z.number().int(),
    }),
  }),
});

export const readRequest = operation({
  id: "readRequest",
  method: "GET",
  path: requestPath,
  summary: "One request: what it would do now, who approved it, what is missing and whose it is",
  tag: "requests",
  input: NumberedInput,
  answer: RequestDetail,
});
