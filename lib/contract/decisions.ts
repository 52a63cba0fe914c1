import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import {
  DueTime,
  OwnerText,
  RegisterEvent,
  RegisterKey,
  RegisterOrigin,
} from "@/lib/contract/program-gates";
import { CommaList, ProgramInput, Reason, Timestamp } from "@/lib/contract/words";
import { decisionStatuses } from "@/lib/domain/decision-approval";

export const DecisionStatus = z.enum(decisionStatuses);

const lines = z.array(z.string().trim().min(1).max(2000)).max(30).default([]);

export const DecisionOption = z.object({
  key: z.string().trim().min(1).max(20),
  title: z.string().trim().min(1).max(300),
  for: lines,
  against: lines,
});
export type DecisionOption = z.infer<typeof DecisionOption>;

export const DecisionSummary = z.object({
  key: z.string(),
  position: z.number().int(),
  title: z.string(),
  status: DecisionStatus,
  owner: z.string().nullable(),
  targetAt: Timestamp.nullable(),
  isLate: z.boolean(),
  impact: z.string(),
  recommendation: z.string(),
  outcome: z.string().nullable(),
  options: z.number().int(),
  decidedAt: Timestamp.nullable(),
  decidedBy: z.string().nullable(),
  effectiveAt: Timestamp.nullable(),
  /** Named approvers of whom none has approved this version yet; all of them where only its writers have. */
  waitsFor: z.array(z.string()),
  comments: z.number().int(),
  version: z.number().int(),
});
export type DecisionSummary = z.infer<typeof DecisionSummary>;

export const DecisionDetail = DecisionSummary.omit({ options: true }).extend({
  options: z.array(DecisionOption),
  evidence: z.string(),
  notes: z.string(),
  /** Teams, or people as `@handle`, of whom each has to approve; empty: the owner. */
  approvers: z.array(z.string()),
  approvals: z.array(
    z.object({
      by: z.string(),
      teams: z.array(z.string()),
      isApproval: z.boolean(),
      comment: z.string(),
      at: Timestamp,
      version: z.number().int(),
      /** Given on what the decision says now. */
      counts: z.boolean(),
    }),
  ),
  requiredBy: z.array(
    z.object({
      kind: z.enum(["milestone", "gate", "quality-gate"]),
      key: z.string(),
      title: z.string(),
    }),
  ),
  history: z.array(RegisterEvent),
  origin: RegisterOrigin,
  changedAt: Timestamp,
  changedBy: z.string(),
  mayWrite: z.boolean(),
  /** Why the reader cannot approve; `null` where they can. */
  /** Who wrote it here since it was last approved: they are not the only ones to approve it. */
  writers: z.array(z.string()),
  cannotApprove: z.string().nullable(),
});
export type DecisionDetail = z.infer<typeof DecisionDetail>;

const DecisionInput = ProgramInput.extend({ decision: RegisterKey });

export const listDecisions = operation({
  id: "listDecisions",
  method: "GET",
  path: "/api/v1/programs/{program}/decisions",
  summary: "The decision register",
  tag: "decisions",
  input: ProgramInput.extend({ status: CommaList.optional() }),
  answer: z.object({
    decisions: z.array(DecisionSummary),
    counts: z.record(DecisionStatus, z.number().int()),
    mayWrite: z.boolean(),
  }),
});

export const readDecision = operation({
  id: "readDecision",
  method: "GET",
  path: "/api/v1/programs/{program}/decisions/{decision}",
  summary: "One decision with its options, approvals and history",
  tag: "decisions",
  input: DecisionInput,
  answer: DecisionDetail,
});

export const setDecision = operation({
  id: "setDecision",
  method: "PUT",
  path: "/api/v1/programs/{program}/decisions/{decision}",
  summary: "Make or edit a decision; what is left out stays, and what was approved is open again",
  tag: "decisions",
  input: DecisionInput.extend({
    title: z.string().trim().min(1).max(500).optional(),
    options: z.array(DecisionOption).max(20).optional(),
    recommendation: z.string().trim().max(20_000).optional(),
    owner: OwnerText.optional(),
    targetAt: DueTime.nullable().optional(),
    evidence: z.string().trim().max(20_000).optional(),
    impact: z.string().trim().max(20_000).optional(),
    notes: z.string().trim().max(20_000).optional(),
    approvers: z.array(z.string().trim().min(1).max(120)).max(20).optional(),
    position: z.number().int().min(0).max(10_000).optional(),
    /** The version it was edited on; 0 for a new one. */
    version: z.number().int().min(0),
    reason: Reason,
  }),
  answer: DecisionDetail,
});

export const approveDecision = operation({
  id: "approveDecision",
  method: "POST",
  path: "/api/v1/programs/{program}/decisions/{decision}/approvals",
  summary: "Approve a decision or reject it, as one of those named",
  tag: "decisions",
  input: DecisionInput.extend({
    verdict: z.enum(["approve", "reject"]),
    /** What was decided, e.g. the option; kept as its outcome. */
    outcome: z.string().trim().max(500).optional(),
    comment: z.string().trim().max(2000).default(""),
    /** The version that was read. */
    version: z.number().int().min(1),
  }),
  answer: DecisionDetail,
});

export const setDecisionStatus = operation({
  id: "setDecisionStatus",
  method: "POST",
  path: "/api/v1/programs/{program}/decisions/{decision}/status",
  summary: "Open a decision again, or say that another took its place",
  tag: "decisions",
  input: DecisionInput.extend({
    status: z.enum(["open", "superseded"]),
    version: z.number().int().min(1),
    reason: Reason,
  }),
  answer: DecisionDetail,
});
