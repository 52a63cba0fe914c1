import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { WaiverView } from "@/lib/contract/waivers";
import {
  CapabilityKey,
  CommaList,
  EnvironmentInput,
  Key,
  ProgramInput,
  Reason,
  Timestamp,
} from "@/lib/contract/words";
import { gateSteps, readingStates } from "@/lib/domain/gate-reading";

const environmentPath = "/api/v1/programs/{program}/environments/{environment}";

export const GateStepInput = z.enum(gateSteps);
export const ReadingState = z.enum(readingStates);

export const GateFact = z.object({
  verdict: z.enum(["pass", "fail", "unknown", "neutral"]),
  says: z.string(),
  link: z.string().nullable(),
  at: Timestamp.nullable(),
});

export const GateReading = z.object({
  gate: z.string(),
  title: z.string(),
  guards: GateStepInput,
  state: ReadingState,
  because: z.string(),
  short: z.string().nullable(),
  clause: z.string().nullable(),
  facts: z.array(GateFact),
  owner: z.string().nullable(),
  isDryRun: z.boolean(),
  until: Timestamp.nullable(),
  waiver: z
    .object({
      id: z.string(),
      by: z.string(),
      reason: z.string(),
      until: Timestamp,
      reads: z.object({ state: ReadingState, because: z.string() }),
    })
    .nullable(),
});
export type GateReading = z.infer<typeof GateReading>;

/**
 * What a gate asks: a ready-made check with its parameters, or an expression of CEL. Which checks there
 * are and what their parameters may be is the domain's (`lib/domain/gate-rule.ts`), checked there in words.
 */
export const GateRuleInput = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("check"),
    check: z.string().max(60),
    with: z.record(z.string().max(60), z.union([z.string().max(300), z.number(), z.boolean()])),
  }),
  z.strictObject({ kind: z.literal("cel"), expression: z.string().max(4000) }),
]);
export type GateRuleInput = z.infer<typeof GateRuleInput>;

/** Which capabilities a gate asks; empty lists ask all. The others read not-applicable. */
export const GateReachInput = z.strictObject({
  /** Only capabilities that hold rows of these kinds. */
  kinds: z.array(z.string().max(60)).max(20).optional(),
  capabilities: z.array(CapabilityKey).max(500).optional(),
  except: z.array(CapabilityKey).max(500).optional(),
});

export const QualityGateView = z.object({
  key: z.string(),
  position: z.number().int(),
  title: z.string(),
  guards: GateStepInput,
  rule: GateRuleInput,
  reach: GateReachInput,
  owner: z.string().nullable(),
  isDryRun: z.boolean(),
  version: z.number().int(),
  changedAt: Timestamp,
  changedBy: z.string(),
});
export type QualityGateView = z.infer<typeof QualityGateView>;

/** One cell of the board, short; its facts are read with `readGate`. */
export const GateCell = GateReading.omit({
  facts: true,
  title: true,
  guards: true,
  waiver: true,
}).extend({
  waivedUntil: Timestamp.nullable(),
  /** Since when it reads so, as far as that was recorded. */
  since: Timestamp.nullable(),
});
export type GateCell = z.infer<typeof GateCell>;

export const GateChange = z.object({
  gate: z.string(),
  /** The capability's key; empty for a program gate. */
  capability: z.string(),
  environment: z.string().nullable(),
  was: z.string().nullable(),
  is: z.string(),
  because: z.string(),
  at: Timestamp,
});
export type GateChange = z.infer<typeof GateChange>;

export const GateBoard = z.object({
  environment: z.string(),
  isProtected: z.boolean(),
  readAt: Timestamp,
  /** The quality gates, in the program's order. `steps`: those of this environment's policy that need it. */
  gates: z.array(
    QualityGateView.pick({
      key: true,
      title: true,
      guards: true,
      owner: true,
      isDryRun: true,
    }).extend({
      isRequired: z.boolean(),
      /** Its criteria changed since the board was last reviewed. */
      hasChanged: z.boolean(),
    }),
  ),
  /** Cells stand in the order of `gates`. */
  capabilities: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      routes: z.number().int(),
      workers: z.number().int(),
      teams: z.array(z.string()),
      workstreams: z.array(z.string()),
      cells: z.array(GateCell),
      /** The furthest step that its gates let it take now; `null` where not even the first. */
      mayStep: GateStepInput.nullable(),
    }),
  ),
  counts: z.record(ReadingState, z.number().int()),
  lastReview: z.object({ at: Timestamp, by: z.string() }).nullable(),
  /** What reads differently since the asked time: the last review, or 24 hours ago. Newest first, at most 200. */
  changes: z.array(GateChange),
  changedSince: Timestamp,
});
export type GateBoard = z.infer<typeof GateBoard>;

export const readGateBoard = operation({
  id: "readGateBoard",
  method: "GET",
  path: `${environmentPath}/gates`,
  summary: "Quality gates of every capability in an environment, as they read now",
  tag: "gates",
  input: EnvironmentInput.extend({
    since: z.enum(["day", "review"]).default("day"),
    team: CommaList.optional(),
    workstream: CommaList.optional(),
    capability: CommaList.optional(),
  }),
  answer: GateBoard,
});

export const GateDetail = z.object({
  environment: z.string(),
  isProtected: z.boolean(),
  readAt: Timestamp,
  gate: QualityGateView,
  isRequired: z.boolean(),
  capability: z.object({
    key: z.string(),
    name: z.string(),
    routes: z.number().int(),
    workers: z.number().int(),
  }),
  reading: GateReading,
  /** How it read before, newest first. */
  history: z.array(z.object({ state: ReadingState, because: z.string(), at: Timestamp })),
  waivers: z.array(WaiverView),
});
export type GateDetail = z.infer<typeof GateDetail>;

export const readGate = operation({
  id: "readGate",
  method: "GET",
  path: `${environmentPath}/gates/{gate}/capabilities/{capability}`,
  summary: "One gate of one capability: its reading, the facts behind it, history and waivers",
  tag: "gates",
  input: EnvironmentInput.extend({ gate: Key, capability: CapabilityKey }),
  answer: GateDetail,
});

export const reviewBoard = operation({
  id: "reviewBoard",
  method: "POST",
  path: "/api/v1/programs/{program}/board-reviews",
  summary: "Say that the board was gone through: what changes from now on is new",
  tag: "gates",
  status: 201,
  input: ProgramInput.extend({ note: z.string().trim().max(2000).default("") }),
  answer: z.object({ at: Timestamp, by: z.string() }),
});

export const QualityGateInput = z.strictObject({
  title: z.string().trim().min(1).max(120),
  guards: GateStepInput,
  rule: GateRuleInput,
  reach: GateReachInput.default({}),
  owner: z.string().trim().max(120).nullable().default(null),
  isDryRun: z.boolean().default(false),
  position: z.number().int().min(0).max(1000).optional(),
});

export const listQualityGates = operation({
  id: "listQualityGates",
  method: "GET",
  path: "/api/v1/programs/{program}/quality-gates",
  summary: "The program's quality gates with their rules, and the ready-made checks there are",
  tag: "gates",
  input: ProgramInput,
  answer: z.object({
    gates: z.array(QualityGateView),
    checks: z.array(
      z.object({
        check: z.string(),
        title: z.string(),
        says: z.string(),
        parameters: z.array(
          z.object({
            name: z.string(),
            title: z.string(),
            kind: z.enum(["text", "number", "boolean"]),
            isRequired: z.boolean(),
            fallback: z.union([z.string(), z.number(), z.boolean()]).nullable(),
            /** Of text: the only words that it may be. */
            oneOf: z.array(z.string()).optional(),
          }),
        ),
      }),
    ),
    /** Gates of the template that a new program starts with and this one does not have, in their order. */
    template: z.array(QualityGateInput.extend({ key: z.string() })),
    /** Names, types and meaning of what an expression can read. */
    factNames: z.array(z.object({ name: z.string(), type: z.string(), says: z.string() })),
  }),
});

export const setQualityGate = operation({
  id: "setQualityGate",
  method: "PUT",
  path: "/api/v1/programs/{program}/quality-gates/{gate}",
  summary:
    "Make or change a quality gate; where an environment is protected it is asked for with a request",
  tag: "gates",
  input: ProgramInput.extend({
    gate: Key,
    definition: QualityGateInput,
    /** The version it was edited on; 0 for a new one. */
    version: z.number().int().min(0),
    reason: Reason,
  }),
  answer: QualityGateView,
});

export const removeQualityGate = operation({
  id: "removeQualityGate",
  method: "DELETE",
  path: "/api/v1/programs/{program}/quality-gates/{gate}",
  summary:
    "Remove a quality gate; where an environment is protected it is asked for with a request",
  tag: "gates",
  input: ProgramInput.extend({ gate: Key, version: z.number().int().min(1), reason: Reason }),
  answer: z.object({ key: z.string() }),
});

export const previewQualityGate = operation({
  id: "previewQualityGate",
  method: "POST",
  path: `${environmentPath}/quality-gate-preview`,
  summary: "How a rule would read today for every capability, and the facts it could be read from",
  tag: "gates",
  input: EnvironmentInput.extend({
    definition: QualityGateInput,
    capability: CapabilityKey.optional(),
  }),
  answer: z.object({
    readings: z.array(z.object({ capability: z.string(), reading: GateReading })),
    /** The facts of the named capability (the first one without a name), as an expression sees them. */
    facts: z
      .object({ capability: z.string(), values: z.record(z.string(), z.unknown()) })
      .nullable(),
  }),
});
