import * as z from "zod";
import { GateRuleInput, ReadingState } from "@/lib/contract/gates";
import { operation } from "@/lib/contract/operation";
import { ProgramInput, Reason, Timestamp } from "@/lib/contract/words";
import { programGateStates } from "@/lib/domain/program-gate-state";

/** Names that a program gives its gates, milestones and decisions: `G8`, `M0`, `D-007`. */
export const RegisterKey = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    "must be 1 to 63 characters: letters, digits, dot, dash or underscore, starting with a letter or digit",
  );

/** A day, which lasts until its end in UTC, or an exact time. */
export const DueTime = z
  .union([z.iso.date(), z.iso.datetime()], "must be a date such as 2026-03-01, or a time in UTC")
  .transform((text) => (text.length === 10 ? `${text}T23:59:59.000Z` : text));

/** Who owns something: a team's key, a person as `@handle`, or words. */
export const OwnerText = z.string().trim().max(120).nullable();

export const ProgramGateState = z.enum(programGateStates);

const places = z.array(
  z.object({ file: z.string(), row: z.number().int().optional(), column: z.string().optional() }),
);

/** By field: every place in the imported files that states the value. */
export const RegisterOrigin = z.record(z.string(), places);

const SubGate = z.object({
  key: z.string().trim().min(1).max(20),
  title: z.string().trim().min(1).max(500),
  state: ProgramGateState,
});

export const ProgramGateView = z.object({
  key: z.string(),
  position: z.number().int(),
  title: z.string(),
  /** As it counts: what somebody said, or lower where its rule holds it there. */
  state: ProgramGateState,
  /** What somebody, or a file, said. */
  stated: ProgramGateState,
  /** Why the state is lower than what was said; `null` where it is as said. */
  heldBecause: z.string().nullable(),
  /** How the signatures of its owners stand, which make it complete; `null` where nobody signed it. */
  approval: z.object({ isSigned: z.boolean(), says: z.string() }).nullable(),
  evidence: z.string(),
  owner: z.string().nullable(),
  dueAt: Timestamp.nullable(),
  isLate: z.boolean(),
  rule: GateRuleInput.nullable(),
  reading: z.object({ state: ReadingState, because: z.string() }).nullable(),
  subGates: z.array(SubGate),
  comments: z.number().int(),
  origin: RegisterOrigin,
  version: z.number().int(),
  changedAt: Timestamp,
  changedBy: z.string(),
});
export type ProgramGateView = z.infer<typeof ProgramGateView>;

export const listProgramGates = operation({
  id: "listProgramGates",
  method: "GET",
  path: "/api/v1/programs/{program}/program-gates",
  summary: "The program's own gates with their states, in order",
  tag: "gates",
  input: ProgramInput,
  answer: z.object({
    gates: z.array(ProgramGateView),
    counts: z.record(ProgramGateState, z.number().int()),
  }),
});

/** One accepted write to an entry of a register, from the audit log. */
export const RegisterEvent = z.object({
  at: Timestamp,
  by: z.string(),
  action: z.string(),
  reason: z.string().nullable(),
  changes: z.array(
    z.object({ field: z.string(), was: z.string().nullable(), is: z.string().nullable() }),
  ),
});
export type RegisterEvent = z.infer<typeof RegisterEvent>;

export const ProgramGateDetail = z.object({
  gate: ProgramGateView,
  /** Newest first, at most 100. */
  history: z.array(RegisterEvent),
  /** Milestones with a criterion that names it. */
  requiredBy: z.array(z.object({ milestone: z.string(), title: z.string() })),
  mayWrite: z.boolean(),
});
export type ProgramGateDetail = z.infer<typeof ProgramGateDetail>;

export const readProgramGate = operation({
  id: "readProgramGate",
  method: "GET",
  path: "/api/v1/programs/{program}/program-gates/{gate}",
  summary: "One program gate with its history and the milestones that require it",
  tag: "gates",
  input: ProgramInput.extend({ gate: RegisterKey }),
  answer: ProgramGateDetail,
});

export const setProgramGate = operation({
  id: "setProgramGate",
  method: "PUT",
  path: "/api/v1/programs/{program}/program-gates/{gate}",
  summary: "Make a program gate, or change what is said of it; what is left out stays",
  tag: "gates",
  input: ProgramInput.extend({
    gate: RegisterKey,
    title: z.string().trim().min(1).max(300).optional(),
    state: ProgramGateState.optional(),
    evidence: z.string().trim().max(20_000).optional(),
    owner: OwnerText.optional(),
    dueAt: DueTime.nullable().optional(),
    subGates: z.array(SubGate).max(50).optional(),
    position: z.number().int().min(0).max(10_000).optional(),
    /** A rule holds the state down to what it reads; setting or removing one is a change of criteria. */
    rule: GateRuleInput.nullable().optional(),
    /** The version it was edited on; 0 for a new one. */
    version: z.number().int().min(0),
    reason: Reason,
  }),
  answer: ProgramGateView,
});
