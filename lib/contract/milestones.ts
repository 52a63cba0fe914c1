import * as z from "zod";
import { GateRuleInput } from "@/lib/contract/gates";
import { operation } from "@/lib/contract/operation";
import {
  DueTime,
  OwnerText,
  ProgramGateState,
  RegisterKey,
  RegisterOrigin,
} from "@/lib/contract/program-gates";
import { ProgramInput, Reason, Timestamp } from "@/lib/contract/words";
import { conditionStates } from "@/lib/domain/go-no-go";
import {
  criterionGroups,
  criterionStates,
  milestoneStates,
  readinessVerdicts,
} from "@/lib/domain/milestone-readiness";

/** A criterion's key within its milestone. */
const CriterionKey = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,119}$/u, "must be letters, digits, dot or dash");

export const CriterionState = z.enum(criterionStates);
export const MilestoneState = z.enum(milestoneStates);

/** What a criterion is read from. */
export const CriterionRefers = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("gate"),
    gate: RegisterKey,
    atLeast: ProgramGateState.default("ready"),
  }),
  z.strictObject({ kind: z.literal("decision"), decision: RegisterKey }),
  z.strictObject({ kind: z.literal("rule"), rule: GateRuleInput }),
  z.strictObject({ kind: z.literal("checklist") }),
]);
export type CriterionRefers = z.infer<typeof CriterionRefers>;

export const CriterionView = z.object({
  key: z.string(),
  position: z.number().int(),
  title: z.string(),
  kind: z.enum(["gate", "rule", "decision", "checklist"]),
  refers: CriterionRefers,
  group: z.enum(criterionGroups),
  /** As it reads now. Only `pass` holds. */
  state: CriterionState,
  because: z.string(),
  /** What it was read from, in words. */
  facts: z.array(z.string()),
  /** How much of it is done, where that is counted: rows that were signed up a step of the ladder. */
  figure: z.object({ done: z.number().int(), of: z.number().int() }).nullable(),
  /** The parts of a line that asks documents' signatures; empty where it is one thing. */
  clauses: z.array(
    z.object({
      /** Read from a document's signatures, or what only somebody can say. */
      kind: z.enum(["document", "said"]),
      title: z.string(),
      state: CriterionState,
      because: z.string(),
      link: z.string().nullable(),
    }),
  ),
  /** What of it only somebody can say, in its words: the whole line, a part of it, or nothing. */
  byHand: z.array(z.string()),
  /** Address within Signalbox where it can be mended; `null` for a line that people say. */
  link: z.string().nullable(),
  /** Gates and decisions that its text names, as they stand. */
  related: z.array(
    z.object({
      kind: z.enum(["gate", "decision"]),
      key: z.string(),
      title: z.string(),
      state: z.string(),
      holds: z.boolean(),
    }),
  ),
  /** A checklist's line: what was said, and the word of whoever said it. */
  stated: z.enum(["pass", "fail"]).nullable(),
  statedWord: z.string().nullable(),
  evidence: z.string(),
  notes: z.string(),
  /** Whose it is to mend: its own owner, else that of the gate or decision. */
  owner: z.string().nullable(),
  dueAt: Timestamp.nullable(),
  isLate: z.boolean(),
  comments: z.number().int(),
  origin: RegisterOrigin,
  version: z.number().int(),
  changedAt: Timestamp,
  changedBy: z.string(),
});
export type CriterionView = z.infer<typeof CriterionView>;

const tally = z.object({
  total: z.number().int(),
  pass: z.number().int(),
  fail: z.number().int(),
  unknown: z.number().int(),
});

export const ReadinessView = z.object({
  verdict: z.enum(readinessVerdicts),
  /** One sentence: `NO-GO: 11 core criteria and 1 additional do not hold.` */
  says: z.string(),
  all: tally,
  core: tally,
  additional: tally,
  /** Whose the missing ones are, most first; `owner` is null where nobody is named. */
  missing: z.array(z.object({ owner: z.string().nullable(), criteria: z.array(z.string()) })),
});
export type ReadinessView = z.infer<typeof ReadinessView>;

export const ConditionView = z.object({
  room: z.number().int(),
  position: z.number().int(),
  text: z.string(),
  owner: z.string(),
  dueAt: Timestamp,
  state: z.enum(conditionStates),
  doneAt: Timestamp.nullable(),
  doneBy: z.string().nullable(),
  note: z.string().nullable(),
  overdueAt: Timestamp.nullable(),
  /** Whether the reader may say that it is done. */
  isMine: z.boolean(),
});
export type ConditionView = z.infer<typeof ConditionView>;

const RoomSummary = z.object({
  number: z.number().int(),
  openedAt: Timestamp,
  openedBy: z.string(),
  decision: z.enum(["go", "conditional-go", "no-go"]).nullable(),
  reason: z.string().nullable(),
  decidedAt: Timestamp.nullable(),
  decidedBy: z.string().nullable(),
  votes: z.number().int(),
});
export type RoomSummary = z.infer<typeof RoomSummary>;

export const MilestoneSummary = z.object({
  key: z.string(),
  position: z.number().int(),
  title: z.string(),
  description: z.string(),
  targetAt: Timestamp.nullable(),
  isLate: z.boolean(),
  state: MilestoneState,
  stateBecause: z.string().nullable(),
  readiness: ReadinessView,
  openRoom: z.number().int().nullable(),
  lastDecision: RoomSummary.nullable(),
  conditions: z.object({
    open: z.number().int(),
    dueSoon: z.number().int(),
    overdue: z.number().int(),
  }),
  comments: z.number().int(),
  version: z.number().int(),
});
export type MilestoneSummary = z.infer<typeof MilestoneSummary>;

export const MilestoneDetail = z.object({
  milestone: MilestoneSummary,
  readAt: Timestamp,
  criteria: z.array(CriterionView),
  rooms: z.array(RoomSummary),
  /** Those of the last decision, open ones first. */
  conditions: z.array(ConditionView),
  origin: RegisterOrigin,
  may: z.object({
    edit: z.boolean(),
    state: z.boolean(),
    vote: z.boolean(),
    decide: z.boolean(),
  }),
});
export type MilestoneDetail = z.infer<typeof MilestoneDetail>;

export const MilestoneInput = ProgramInput.extend({ milestone: RegisterKey });
const CriterionInput = MilestoneInput.extend({ criterion: CriterionKey });
const milestonePath = "/api/v1/programs/{program}/milestones/{milestone}";

export const listMilestones = operation({
  id: "listMilestones",
  method: "GET",
  path: "/api/v1/programs/{program}/milestones",
  summary: "Milestones in order, with their readiness as it reads now",
  tag: "milestones",
  input: ProgramInput,
  answer: z.object({
    milestones: z.array(MilestoneSummary),
    may: z.object({ edit: z.boolean() }),
  }),
});

export const readMilestone = operation({
  id: "readMilestone",
  method: "GET",
  path: milestonePath,
  summary: "One milestone: its criteria as they read now, what is missing and whose it is",
  tag: "milestones",
  input: MilestoneInput,
  answer: MilestoneDetail,
});

export const setMilestone = operation({
  id: "setMilestone",
  method: "PUT",
  path: milestonePath,
  summary: "Make a milestone, or change its words, its target date or its place",
  tag: "milestones",
  input: MilestoneInput.extend({
    title: z.string().trim().min(1).max(200).optional(),
    description: z.string().trim().max(5000).optional(),
    targetAt: DueTime.nullable().optional(),
    position: z.number().int().min(0).max(10_000).optional(),
    /** The version it was edited on; 0 for a new one. */
    version: z.number().int().min(0),
    reason: Reason,
  }),
  answer: MilestoneDetail,
});

export const setCriterion = operation({
  id: "setCriterion",
  method: "PUT",
  path: `${milestonePath}/criteria/{criterion}`,
  summary: "Add a criterion to a milestone, or change what it asks",
  tag: "milestones",
  input: CriterionInput.extend({
    title: z.string().trim().min(1).max(500).optional(),
    refers: CriterionRefers.optional(),
    group: z.enum(criterionGroups).optional(),
    owner: OwnerText.optional(),
    dueAt: DueTime.nullable().optional(),
    version: z.number().int().min(0),
    reason: Reason,
  }),
  answer: MilestoneDetail,
});

export const removeCriterion = operation({
  id: "removeCriterion",
  method: "DELETE",
  path: `${milestonePath}/criteria/{criterion}`,
  summary: "Take a criterion away",
  tag: "milestones",
  input: CriterionInput.extend({ version: z.number().int().min(1), reason: Reason }),
  answer: MilestoneDetail,
});

export const orderCriteria = operation({
  id: "orderCriteria",
  method: "PUT",
  path: `${milestonePath}/criteria-order`,
  summary: "Put a milestone's criteria into an order",
  tag: "milestones",
  input: MilestoneInput.extend({ criteria: z.array(CriterionKey).min(1).max(500) }),
  answer: MilestoneDetail,
});

export const stateCriterion = operation({
  id: "stateCriterion",
  method: "POST",
  path: `${milestonePath}/criteria/{criterion}/state`,
  summary: "Say whether a checklist's line holds, with the evidence for it",
  tag: "milestones",
  input: CriterionInput.extend({
    stated: z.enum(["pass", "fail"]).nullable(),
    evidence: z.string().trim().max(20_000).optional(),
    notes: z.string().trim().max(20_000).optional(),
    version: z.number().int().min(1),
    reason: Reason,
  }),
  answer: MilestoneDetail,
});
