import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { Force } from "@/lib/contract/switches";
import { Key, OwnerWords, ProgramInput, Timestamp } from "@/lib/contract/words";
import { readinessVerdicts } from "@/lib/domain/milestone-readiness";

export const OwnerShare = z.object({
  /** Routes by who would answer them: the target for everybody, for a canary's cohort, or legacy. */
  target: z.number().int(),
  canary: z.number().int(),
  legacy: z.number().int(),
});

export const EnvironmentSummary = z.object({
  key: Key,
  name: z.string(),
  isProtected: z.boolean(),
  epoch: z.number().int(),
  version: z.number().int(),
  updatedAt: Timestamp,
  share: OwnerShare,
  workersOnTarget: z.number().int(),
  force: z.array(Force),
});
export type EnvironmentSummary = z.infer<typeof EnvironmentSummary>;

export const ProgramSummary = z.object({
  key: Key,
  name: z.string(),
  description: z.string(),
  owners: OwnerWords,
  status: z.enum(["active", "abandoned", "complete"]),
  statusNote: z.string().nullable(),
  inventoryVersion: z.number().int(),
  environments: z.array(EnvironmentSummary),
  counts: z.object({
    routes: z.number().int(),
    workers: z.number().int(),
    capabilities: z.number().int(),
    /** All kinds, by kind. */
    items: z.record(z.string(), z.number().int()),
    verified: z.number().int(),
    findings: z.number().int(),
  }),
  /** Permissions of the reader in this program: what to offer, never what to trust. */
  may: z.array(z.string()),
});
export type ProgramSummary = z.infer<typeof ProgramSummary>;

export const EnvironmentDraft = z.object({
  key: Key,
  name: z.string().trim().min(1).max(80),
  isProtected: z.boolean(),
});

const OwnerName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,30}$/, "must be one word, e.g. python")
  .refine((word) => word !== "off", "must not be off, which is the word for a worker nobody runs");

export const CreateProgram = z
  .object({
    key: Key,
    name: z.string().trim().min(1, "name the program").max(120).optional(),
    description: z.string().trim().max(2000).default(""),
    legacy: OwnerName,
    target: OwnerName,
    environments: z
      .array(EnvironmentDraft)
      .min(1)
      .max(12)
      .default([
        { key: "staging", name: "Staging", isProtected: false },
        { key: "production", name: "Production", isProtected: true },
      ]),
  })
  .refine((draft) => draft.legacy !== draft.target, {
    message: "must differ from the legacy owner's word",
    path: ["target"],
  });

/** What stands beside the pages' names: how many of each wait for somebody. */
export const ProgramFigures = z.object({
  gatesBlocked: z.number().int(),
  decisionsOpen: z.number().int(),
  decisionsLate: z.number().int(),
  blockersOpen: z.number().int(),
  /** The next milestone that is not decided. */
  milestone: z.string().nullable(),
});
export type ProgramFigures = z.infer<typeof ProgramFigures>;

export const readFigures = operation({
  id: "readFigures",
  method: "GET",
  path: "/api/v1/programs/{program}/figures",
  summary: "How many gates are blocked, decisions open and blockers open",
  tag: "programs",
  input: ProgramInput,
  answer: ProgramFigures,
});

/** The next milestone of a program in short, as it reads now. */
const NextMilestone = z.object({
  key: z.string(),
  title: z.string(),
  targetAt: Timestamp.nullable(),
  isLate: z.boolean(),
  verdict: z.enum(readinessVerdicts),
  holding: z.number().int(),
  criteria: z.number().int(),
});
export type NextMilestone = z.infer<typeof NextMilestone>;

const ListedProgram = ProgramSummary.extend({
  waiting: ProgramFigures,
  /** Null where none is left, and in a program that has ended. */
  next: NextMilestone.nullable(),
});
export type ListedProgram = z.infer<typeof ListedProgram>;

export const listPrograms = operation({
  id: "listPrograms",
  method: "GET",
  path: "/api/v1/programs",
  summary: "The programs the caller has a role in, with their next milestones",
  tag: "programs",
  input: z.object({}),
  answer: z.object({ programs: z.array(ListedProgram) }),
});

export const readProgram = operation({
  id: "readProgram",
  method: "GET",
  path: "/api/v1/programs/{program}",
  summary: "One program with its environments and counts",
  tag: "programs",
  input: ProgramInput,
  answer: ProgramSummary,
});

export const createProgram = operation({
  id: "createProgram",
  method: "POST",
  path: "/api/v1/programs",
  summary: "Create an empty program",
  tag: "programs",
  status: 201,
  input: CreateProgram,
  answer: z.object({ key: Key }),
});

/** What changed in a program; whoever listens reads it again. */
export const ProgramEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("snapshot"), environment: Key, version: z.number().int() }),
  z.object({ kind: z.literal("program") }),
]);
export type ProgramEvent = z.infer<typeof ProgramEvent>;

export const watchProgram = operation({
  id: "watchProgram",
  method: "GET",
  path: "/api/v1/programs/{program}/live",
  summary: "What changes in the program, as it changes",
  tag: "programs",
  events: true,
  input: ProgramInput.extend({
    /** Where the program's record stood when its page was drawn: where it stands elsewhere by now, that is told first. */
    since: z.coerce.number().int().min(0).optional(),
  }),
  answer: ProgramEvent,
});
