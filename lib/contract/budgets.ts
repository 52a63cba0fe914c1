import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import {
  EnvironmentInput,
  Key,
  OwnerWords,
  ProgramInput,
  Reason,
  Timestamp,
} from "@/lib/contract/words";
import { longestBudget } from "@/lib/domain/budget-language";
import { queryUnits } from "@/lib/domain/metric-query";
import { budgetStates } from "@/lib/domain/read-budget";

const programPath = "/api/v1/programs/{program}";
const environmentPath = `${programPath}/environments/{environment}`;

/** `PB-REG-AUTH`: as documents name them. */
const BudgetKey = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    "must be 1 to 63 characters: letters, digits, dot, dash or underscore, starting with a letter or digit",
  );

const Place = z.object({ level: z.string().min(1).max(30), key: z.string().min(1).max(300) });

export const MetricQueryInput = z.strictObject({
  environment: Key,
  side: z.enum(["legacy", "target"]),
  /** A metric (`p95`, `errorRate`, `lagP95`, …), or `samples`. */
  metric: z.string().min(1).max(30),
  server: z.string().min(1).max(60),
  query: z.string().trim().min(1).max(4000),
  unit: z.enum(queryUnits),
});

/** What each part may be beyond its shape is checked, in words, by the domain. */
export const BudgetDefinition = z.strictObject({
  surface: z.string().trim().min(1, "say what it is about").max(200),
  threshold: z
    .string()
    .trim()
    .max(longestBudget * 2),
  owner: z.string().trim().max(120).nullable().default(null),
  covers: z.array(Place).max(500).default([]),
  queries: z.array(MetricQueryInput).max(200).default([]),
  baselineDays: z.number().int().min(1).max(90).default(14),
  leastSamples: z.number().int().min(0).max(1_000_000_000).default(200),
});
export type BudgetDefinition = z.infer<typeof BudgetDefinition>;

export const BudgetView = z.object({
  key: z.string(),
  ...BudgetDefinition.shape,
  clauses: z.array(
    z.object({
      text: z.string(),
      kind: z.enum(["measured", "stated"]),
      metric: z.string().nullable(),
    }),
  ),
  /** What of its threshold was not understood, as it was imported. */
  faults: z.array(z.string()),
  /** The state that a source gave it. */
  statedState: z.string().nullable(),
  version: z.number().int(),
  changedAt: Timestamp,
  changedBy: z.string(),
});
export type BudgetView = z.infer<typeof BudgetView>;

const BudgetState = z.enum(budgetStates);

export const BudgetReadingView = z.object({
  key: z.string(),
  surface: z.string(),
  state: BudgetState,
  because: z.string(),
  short: z.string().nullable(),
  clauses: z.array(
    z.object({
      text: z.string(),
      state: BudgetState,
      because: z.string(),
      short: z.string().nullable(),
      metric: z.string().nullable(),
      measured: z.number().nullable(),
      baseline: z.number().nullable(),
      limit: z.number().nullable(),
      link: z.string().nullable(),
    }),
  ),
  covers: z.array(Place),
  measuredAt: Timestamp.nullable(),
  samples: z.number().int().nullable(),
  commit: z.string().nullable(),
  link: z.string(),
});
export type BudgetReadingView = z.infer<typeof BudgetReadingView>;

const Gap = z.object({ from: Timestamp, to: Timestamp });

const progress = {
  daysPast: z.number().int(),
  /** Parts (hours, or days) that should hold samples by now, and those that do. */
  expected: z.number().int(),
  covered: z.number().int(),
  /** 0 to 1. */
  completeness: z.number(),
  gaps: z.array(Gap),
  spans: z.number().int(),
  samples: z.number().int().nullable(),
};

export const BaselineView = z.object({
  id: z.uuid(),
  budget: z.string(),
  environment: z.string(),
  state: z.enum(["collecting", "baselined", "abandoned"]),
  startsAt: Timestamp,
  endsAt: Timestamp,
  days: z.number().int(),
  /** As it is now, or as it was when it was closed. */
  progress: z.object(progress).nullable(),
  /** Why the budget does not read from it, as it stands; empty where it holds. */
  faults: z.array(z.string()),
  values: z.array(
    z.object({
      metric: z.string(),
      value: z.number(),
      lowest: z.number(),
      highest: z.number(),
      samples: z.number().int().nullable(),
      /** How the values of the spans became one. */
      combined: z.string(),
    }),
  ),
  /** SHA-256 of what it was frozen as. */
  digest: z.string().nullable(),
  /** What was said when it was closed early or incomplete, or abandoned. */
  words: z.string().nullable(),
  createdBy: z.string(),
  createdAt: Timestamp,
  closedAt: Timestamp.nullable(),
  closedBy: z.string().nullable(),
});
export type BaselineView = z.infer<typeof BaselineView>;

export const listBudgets = operation({
  id: "listBudgets",
  method: "GET",
  path: `${programPath}/budgets`,
  summary:
    "What surfaces may cost, how each budget reads in every environment, and baselines in progress",
  tag: "budgets",
  input: ProgramInput,
  answer: z.object({
    owners: OwnerWords,
    environments: z.array(
      z.object({ key: z.string(), name: z.string(), isProtected: z.boolean() }),
    ),
    budgets: z.array(
      BudgetView.extend({
        readings: z.array(z.object({ environment: z.string(), reading: BudgetReadingView })),
      }),
    ),
    collecting: z.array(BaselineView),
  }),
});
export type BudgetList = z.infer<typeof listBudgets.answer>;

const BudgetInput = EnvironmentInput.extend({ budget: BudgetKey });
const SeriesPoint = z.object({ at: Timestamp, value: z.number() });

export const readBudget = operation({
  id: "readBudget",
  method: "GET",
  path: `${environmentPath}/budgets/{budget}`,
  summary:
    "One budget in an environment: its reading, what was measured of both sides, its baselines",
  tag: "budgets",
  input: BudgetInput.extend({ days: z.coerce.number().int().min(1).max(365).default(30) }),
  answer: z.object({
    owners: OwnerWords,
    environment: z.string(),
    isProtected: z.boolean(),
    budget: BudgetView,
    reading: BudgetReadingView,
    baselines: z.array(BaselineView),
    since: Timestamp,
    /** Per metric, oldest first. Where there is more than can be drawn, the highest of each step stands for it. */
    series: z.array(
      z.object({
        metric: z.string(),
        unit: z.string(),
        words: z.string(),
        legacy: z.array(SeriesPoint),
        target: z.array(SeriesPoint),
        baseline: z.number().nullable(),
        limits: z.array(z.object({ value: z.number(), label: z.string() })),
        /** A longer silence is a gap. */
        gapSeconds: z.number().int(),
      }),
    ),
    /** The newest 100. */
    measurements: z.array(
      z.object({
        id: z.uuid(),
        side: z.enum(["legacy", "target"]),
        at: Timestamp,
        seconds: z.number().int(),
        commit: z.string().nullable(),
        source: z.string(),
        samples: z.number().int().nullable(),
        values: z.record(z.string(), z.number()),
        evidence: z.uuid().nullable(),
      }),
    ),
    measured: z.number().int(),
  }),
});
export type BudgetDetail = z.infer<typeof readBudget.answer>;

export const setBudget = operation({
  id: "setBudget",
  method: "PUT",
  path: `${programPath}/budgets/{budget}`,
  summary:
    "Make or change a budget; where an environment is protected it is asked for with a request",
  tag: "budgets",
  input: ProgramInput.extend({
    budget: BudgetKey,
    definition: BudgetDefinition,
    /** The version it was edited on; 0 for a new one. */
    version: z.number().int().min(0),
    reason: Reason,
  }),
  answer: BudgetView,
});

export const removeBudget = operation({
  id: "removeBudget",
  method: "DELETE",
  path: `${programPath}/budgets/{budget}`,
  summary: "Remove a budget with its measurements; where an environment is protected by a request",
  tag: "budgets",
  input: ProgramInput.extend({
    budget: BudgetKey,
    version: z.number().int().min(1),
    reason: Reason,
  }),
  answer: z.object({ key: z.string() }),
});

export const startBaseline = operation({
  id: "startBaseline",
  method: "POST",
  path: `${environmentPath}/budgets/{budget}/baselines`,
  summary: "Begin a window in which legacy is measured; in the past where it was measured already",
  tag: "budgets",
  status: 201,
  input: BudgetInput.extend({
    /** Now where it is left out. */
    startsAt: z.iso.datetime({ offset: true }).optional(),
    /** The budget's own where it is left out. */
    days: z.number().int().min(1).max(90).optional(),
  }),
  answer: BaselineView,
});

const BaselineInput = BudgetInput.extend({ baseline: z.uuid() });

export const closeBaseline = operation({
  id: "closeBaseline",
  method: "POST",
  path: `${environmentPath}/budgets/{budget}/baselines/{baseline}/close`,
  summary:
    "Freeze what legacy cost; early or incomplete only with words, and then budgets may read unknown",
  tag: "budgets",
  input: BaselineInput.extend({ reason: z.string().trim().max(2000).default("") }),
  answer: BaselineView,
});

export const abandonBaseline = operation({
  id: "abandonBaseline",
  method: "POST",
  path: `${environmentPath}/budgets/{budget}/baselines/{baseline}/abandon`,
  summary: "Give a window up: what was measured stays, no budget reads from it",
  tag: "budgets",
  input: BaselineInput.extend({ reason: Reason }),
  answer: BaselineView,
});
