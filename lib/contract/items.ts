import * as z from "zod";
import { RowOwner } from "@/lib/contract/matrix";
import { operation } from "@/lib/contract/operation";
import { CommaList, ProgramInput, Timestamp } from "@/lib/contract/words";

export const OriginView = z.object({
  file: z.string(),
  row: z.number().int().optional(),
  column: z.string().optional(),
});

export const ItemKindInput = z.enum([
  "route",
  "worker",
  "queue",
  "runtime-component",
  "storage-driver",
  "tool",
  "document",
  "task",
]);

export const ItemSummary = z.object({
  kind: ItemKindInput,
  key: z.string(),
  title: z.string(),
  method: z.string().nullable(),
  path: z.string().nullable(),
  family: z.string().nullable(),
  capability: z.string().nullable(),
  wave: z.string().nullable(),
  phase: z.string().nullable(),
  team: z.string().nullable(),
  verification: z.string(),
  verificationWord: z.string().nullable(),
  isSwitchable: z.boolean(),
  isMatched: z.boolean(),
});
export type ItemSummary = z.infer<typeof ItemSummary>;

export const FindingView = z.object({
  code: z.string(),
  says: z.string(),
  items: z.array(z.string()),
  origins: z.array(OriginView),
});
export type FindingView = z.infer<typeof FindingView>;

/** A value of an item with every place that states it. */
const SourcedValue = z.object({
  field: z.string(),
  value: z.string(),
  origins: z.array(OriginView),
});

export const listItems = operation({
  id: "listItems",
  method: "GET",
  path: "/api/v1/programs/{program}/items",
  summary: "The inventory, a window at a time",
  tag: "inventory",
  input: ProgramInput.extend({
    kind: CommaList.optional(),
    q: z.string().max(200).optional(),
    team: CommaList.optional(),
    verification: CommaList.optional(),
    /** `unmatched`, `unowned` or a finding's code. */
    finding: CommaList.optional(),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(200),
  }),
  answer: z.object({
    total: z.number().int(),
    items: z.array(ItemSummary),
    kinds: z.array(z.object({ value: z.string(), count: z.number().int() })),
  }),
});

export const readItem = operation({
  id: "readItem",
  method: "GET",
  path: "/api/v1/programs/{program}/items/{kind}/{key}",
  summary: "Everything known of one item, and where each value came from",
  tag: "inventory",
  input: ProgramInput.extend({ kind: ItemKindInput, key: z.string().min(1).max(300) }),
  answer: ItemSummary.extend({
    host: z.string().nullable(),
    pattern: z.string().nullable(),
    sourcePath: z.string().nullable(),
    switchName: z.string().nullable(),
    switchId: z.string().nullable(),
    batches: z.array(z.string()),
    tests: z.array(z.object({ id: z.string(), role: z.string() })),
    values: z.array(SourcedValue),
    couplings: z.array(
      z.object({
        queue: z.string(),
        role: z.string(),
        kind: z.string(),
        item: z.string(),
        title: z.string(),
      }),
    ),
    findings: z.array(FindingView),
    owners: z.array(
      z.object({ environment: z.string(), isProtected: z.boolean(), owner: RowOwner.nullable() }),
    ),
    updatedAt: Timestamp,
  }),
});

export const listFindings = operation({
  id: "listFindings",
  method: "GET",
  path: "/api/v1/programs/{program}/findings",
  summary: "What the sources leave open or contradict each other about",
  tag: "inventory",
  input: ProgramInput,
  answer: z.object({ findings: z.array(FindingView) }),
});

export const CapabilityRuleInput = z.strictObject({
  capability: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, "must be a key such as v2-pull"),
  family: z.string().optional(),
  methods: z.array(z.string()).optional(),
  path: z.string().optional(),
  phase: z.string().optional(),
  keys: z.array(z.string()).optional(),
});

const CapabilitySplit = z.object({
  /** Capabilities as they would be: how many rows each would hold and how many of them move in. */
  capabilities: z.array(
    z.object({
      key: z.string(),
      routes: z.number().int(),
      workers: z.number().int(),
      movedIn: z.number().int(),
    }),
  ),
  moved: z.number().int(),
  unusedRules: z.array(z.string()),
  /** Per environment: what moving the rows does to owners. */
  effects: z.array(
    z.object({ environment: z.string(), says: z.string(), refusals: z.array(z.string()) }),
  ),
});

export const readCapabilityRules = operation({
  id: "readCapabilityRules",
  method: "GET",
  path: "/api/v1/programs/{program}/capability-rules",
  summary: "The rules that split families into capabilities, with a suggestion",
  tag: "inventory",
  input: ProgramInput,
  answer: z.object({
    rules: z.array(CapabilityRuleInput),
    suggestion: z.array(CapabilityRuleInput),
  }),
});

export const setCapabilityRules = operation({
  id: "setCapabilityRules",
  method: "PUT",
  path: "/api/v1/programs/{program}/capability-rules",
  summary: "Split families into the capabilities that flip together; a dry run previews",
  tag: "inventory",
  input: ProgramInput.extend({
    rules: z.array(CapabilityRuleInput).max(500),
    dryRun: z.boolean().default(false),
    reason: z.string().trim().max(2000).default(""),
  }),
  answer: CapabilitySplit,
});
