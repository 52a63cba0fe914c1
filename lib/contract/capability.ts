import * as z from "zod";
import { BlockerView } from "@/lib/contract/blockers";
import { EvidenceSummary } from "@/lib/contract/evidence";
import { GateReading, GateStepInput } from "@/lib/contract/gates";
import { ItemSummary } from "@/lib/contract/items";
import { operation } from "@/lib/contract/operation";
import { WaiverView } from "@/lib/contract/waivers";
import { Key, OwnerWords, ProgramInput, Timestamp } from "@/lib/contract/words";

/** Where a contract test stands on one side: its last run, and the last one that passed. */
const TestSide = z.object({
  outcome: z.string(),
  commit: z.string(),
  at: Timestamp,
  evidence: z.string(),
  lastPassedCommit: z.string().nullable(),
  lastPassedAt: Timestamp.nullable(),
});

export const CapabilityTest = z.object({
  key: z.string(),
  role: z.string(),
  item: z.object({ kind: z.string(), key: z.string() }),
  file: z.string().nullable(),
  legacy: TestSide.nullable(),
  target: TestSide.nullable(),
});
export type CapabilityTest = z.infer<typeof CapabilityTest>;

const BudgetStateWord = z.enum(["collecting", "baselined", "within", "breached", "unknown"]);

const Measured = z.object({
  at: Timestamp,
  side: z.enum(["legacy", "target"]),
  values: z.record(z.string(), z.number()),
});

export const CapabilityBudget = z.object({
  key: z.string(),
  surface: z.string(),
  threshold: z.string(),
  owner: z.string().nullable(),
  state: BudgetStateWord,
  /** The clause that decided, with its arithmetic. */
  because: z.string(),
  clauses: z.array(
    z.object({
      text: z.string(),
      state: BudgetStateWord,
      because: z.string(),
      metric: z.string().nullable(),
      /** In the metric's own unit: ms, %, per second. */
      measured: z.number().nullable(),
      baseline: z.number().nullable(),
      limit: z.number().nullable(),
    }),
  ),
  /** Oldest first; at most 400. */
  measured: z.array(Measured),
});
export type CapabilityBudget = z.infer<typeof CapabilityBudget>;

export const CapabilityPlace = z.object({
  environment: z.string(),
  name: z.string(),
  isProtected: z.boolean(),
  /** Switchable routes and workers by who owns them. */
  owners: z.object({
    legacy: z.number().int(),
    canary: z.number().int(),
    target: z.number().int(),
    off: z.number().int(),
  }),
  /** Who owns all of it; `null` where its rows have several owners. */
  side: z.enum(["legacy", "target", "off"]).nullable(),
  gates: z.array(GateReading.extend({ isRequired: z.boolean() })),
  /** The furthest step that its gates let it take now. */
  mayStep: GateStepInput.nullable(),
  deployments: z.array(
    z.object({
      side: z.enum(["legacy", "target"]),
      commit: z.string(),
      label: z.string().nullable(),
      at: Timestamp,
      by: z.string(),
      runUrl: z.string().nullable(),
    }),
  ),
  budgets: z.array(CapabilityBudget),
});
export type CapabilityPlace = z.infer<typeof CapabilityPlace>;

const Facet = z.array(z.object({ value: z.string(), count: z.number().int() }));

export const CapabilityDetail = z.object({
  program: z.string(),
  key: z.string(),
  name: z.string(),
  description: z.string(),
  readAt: Timestamp,
  owners: OwnerWords,
  routes: z.number().int(),
  workers: z.number().int(),
  teams: z.array(z.string()),
  /** By key, at most 2,000; `itemTotal` is whole. */
  items: z.array(ItemSummary),
  itemTotal: z.number().int(),
  /** How far its rows are towards a person's word, by state. */
  verifications: Facet,
  tests: z.array(CapabilityTest),
  places: z.array(CapabilityPlace),
  /** About it or any of its rows, newest first, at most 500. */
  evidence: z.array(EvidenceSummary),
  waivers: z.array(WaiverView),
  /** Open ones that hold it or rows of it. */
  blockers: z.array(BlockerView),
  /** Decisions that its gates require. */
  decisions: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      status: z.string(),
      owner: z.string().nullable(),
      decidedAt: Timestamp.nullable(),
      decidedBy: z.string().nullable(),
      gates: z.array(z.string()),
    }),
  ),
  /** Accepted changes of switches that touched it, newest first, at most 100. */
  history: z.array(
    z.object({
      environment: z.string(),
      version: z.number().int(),
      kind: z.string(),
      says: z.string(),
      by: z.string(),
      reason: z.string(),
      at: Timestamp,
    }),
  ),
});
export type CapabilityDetail = z.infer<typeof CapabilityDetail>;

const CapabilityInput = ProgramInput.extend({ capability: Key });

export const readCapability = operation({
  id: "readCapability",
  method: "GET",
  path: "/api/v1/programs/{program}/capabilities/{capability}",
  summary:
    "Everything known of a capability: items, tests, gates, budgets, evidence, owners, history",
  tag: "gates",
  input: CapabilityInput,
  answer: CapabilityDetail,
});

export const packetFormats = ["html", "json", "zip"] as const;

export const exportPacket = operation({
  id: "exportPacket",
  method: "GET",
  path: "/api/v1/programs/{program}/capabilities/{capability}/packet",
  summary:
    "The evidence packet of a capability in an environment: a page to print, JSON, or a zip with the stored files and their digests",
  tag: "gates",
  file: true,
  input: CapabilityInput.extend({
    environment: Key,
    format: z.enum(packetFormats).default("html"),
    /** To be looked at in the browser instead of saved; the page alone. */
    show: z.stringbool().default(false),
  }),
  answer: z.unknown(),
});
