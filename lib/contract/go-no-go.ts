import * as z from "zod";
import {
  ConditionView,
  CriterionState,
  MilestoneInput,
  MilestoneState,
  ReadinessView,
} from "@/lib/contract/milestones";
import { operation } from "@/lib/contract/operation";
import { DueTime, ProgramGateState } from "@/lib/contract/program-gates";
import { Reason, Timestamp } from "@/lib/contract/words";
import { roomDecisions, roomVotes } from "@/lib/domain/go-no-go";
import { criterionGroups } from "@/lib/domain/milestone-readiness";

const Vote = z.object({
  handle: z.string(),
  name: z.string(),
  vote: z.enum(roomVotes),
  reason: z.string(),
  at: Timestamp,
});

const Said = z.object({ on: z.string(), by: z.string(), at: Timestamp, text: z.string() });

/** Everything that a room shows. It is frozen with the decision, and a decided room is drawn from it alone. */
export const GoNoGoBoard = z.object({
  format: z.literal(1),
  program: z.object({ key: z.string(), name: z.string(), legacy: z.string(), target: z.string() }),
  milestone: z.object({
    key: z.string(),
    title: z.string(),
    description: z.string(),
    targetAt: Timestamp.nullable(),
    state: MilestoneState,
    stateBecause: z.string().nullable(),
  }),
  room: z.object({ number: z.number().int(), openedAt: Timestamp, openedBy: z.string() }),
  readiness: ReadinessView,
  criteria: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      kind: z.enum(["gate", "rule", "decision", "checklist"]),
      group: z.enum(criterionGroups),
      state: CriterionState,
      because: z.string(),
      facts: z.array(z.string()),
      evidence: z.string(),
      notes: z.string(),
      owner: z.string().nullable(),
      dueAt: Timestamp.nullable(),
      version: z.number().int(),
    }),
  ),
  gates: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      state: ProgramGateState,
      heldBecause: z.string().nullable(),
      owner: z.string().nullable(),
      dueAt: Timestamp.nullable(),
      evidence: z.string(),
    }),
  ),
  votes: z.array(Vote),
  comments: z.array(Said),
  environments: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      isProtected: z.boolean(),
      version: z.number().int(),
    }),
  ),
  /** `null` while the room is open. */
  decided: z
    .object({
      decision: z.enum(roomDecisions),
      reason: z.string(),
      by: z.string(),
      at: Timestamp,
      /** Names of those who voted otherwise. */
      dissent: z.array(z.string()),
      conditions: z.array(z.object({ text: z.string(), owner: z.string(), dueAt: Timestamp })),
    })
    .nullable(),
});
export type GoNoGoBoard = z.infer<typeof GoNoGoBoard>;

export const RoomView = z.object({
  number: z.number().int(),
  isOpen: z.boolean(),
  board: GoNoGoBoard,
  /** SHA-256 of the board's canonical JSON: what was frozen, or what is before you now. */
  digest: z.string(),
  /** Whether the frozen board is still what its digest says; an open room's always is. */
  isIntact: z.boolean(),
  /** How the decision's conditions stand since. */
  conditions: z.array(ConditionView),
  mine: z.enum(roomVotes).nullable(),
  may: z.object({ vote: z.boolean(), decide: z.boolean() }),
});
export type RoomView = z.infer<typeof RoomView>;

const roomsPath = "/api/v1/programs/{program}/milestones/{milestone}/rooms";
const RoomInput = MilestoneInput.extend({ number: z.coerce.number().int().min(1).max(100_000) });

export const openRoom = operation({
  id: "openRoom",
  method: "POST",
  path: roomsPath,
  summary: "Open the room in which a milestone's go or no-go is decided",
  tag: "milestones",
  status: 201,
  input: MilestoneInput,
  answer: RoomView,
});

export const readRoom = operation({
  id: "readRoom",
  method: "GET",
  path: `${roomsPath}/{number}`,
  summary: "A go/no-go room: its board as it reads now, or exactly as it was when it was decided",
  tag: "milestones",
  input: RoomInput,
  answer: RoomView,
});

export const castVote = operation({
  id: "castVote",
  method: "PUT",
  path: `${roomsPath}/{number}/vote`,
  summary: "Vote in an open room, or change one's vote",
  tag: "milestones",
  input: RoomInput.extend({ vote: z.enum(roomVotes), reason: Reason }),
  answer: RoomView,
});

export const decideRoom = operation({
  id: "decideRoom",
  method: "POST",
  path: `${roomsPath}/{number}/decision`,
  summary: "Decide go, conditional go or no-go; the board is frozen with it",
  tag: "milestones",
  input: RoomInput.extend({
    decision: z.enum(roomDecisions),
    reason: Reason,
    conditions: z
      .array(
        z.strictObject({
          text: z.string().trim().min(3).max(1000),
          owner: z.string().trim().min(1, "name who sees to it").max(120),
          dueAt: DueTime,
        }),
      )
      .max(50)
      .default([]),
    /** The digest of the board that was read. */
    seen: z.string().regex(/^[0-9a-f]{64}$/, "must be the digest of the board that was read"),
  }),
  answer: RoomView,
});

export const finishCondition = operation({
  id: "finishCondition",
  method: "POST",
  path: `${roomsPath}/{number}/conditions/{position}`,
  summary: "Say that a condition of a go is met, as its owner or a manager",
  tag: "milestones",
  input: RoomInput.extend({
    position: z.coerce.number().int().min(1).max(1000),
    note: z.string().trim().min(3, "say how it was met").max(2000),
  }),
  answer: RoomView,
});
