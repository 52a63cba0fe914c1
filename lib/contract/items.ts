import * as z from "zod";
import { RowOwner } from "@/lib/contract/matrix";
import { operation } from "@/lib/contract/operation";
import { StandingView } from "@/lib/contract/tests";
import { CommaList, ProgramInput, Timestamp } from "@/lib/contract/words";
import { itemKinds } from "@/lib/domain/inventory";

export const OriginView = z.object({
  file: z.string(),
  row: z.number().int().optional(),
  column: z.string().optional(),
});

const ItemKindInput = z.enum(itemKinds);

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

const Facet = z.array(z.object({ value: z.string(), count: z.number().int() }));

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
    /** Free text over key, title, path, switch, test id and source file. */
    q: z.string().max(200).optional(),
    team: CommaList.optional(),
    verification: CommaList.optional(),
    family: CommaList.optional(),
    capability: CommaList.optional(),
    wave: CommaList.optional(),
    phase: CommaList.optional(),
    batch: CommaList.optional(),
    /** `unmatched`, `unowned` or a finding's code. */
    finding: CommaList.optional(),
    sort: z.enum(["key", "title", "family", "team", "verification"]).default("key"),
    descending: z.stringbool().default(false),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(200),
  }),
  answer: z.object({
    total: z.number().int(),
    items: z.array(ItemSummary),
    /** Counts under every other filter; with several kinds these are the tabs of the inventory. */
    kinds: Facet,
    teams: Facet,
    verifications: Facet,
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
    /** Why it is its team's: by hand, by a rule, by CODEOWNERS, as the sources say. */
    ownerWhy: z.string(),
    batches: z.array(z.string()),
    /** Contract tests with their last runs on both sides; null where none is known. */
    tests: z.array(
      z.object({
        id: z.string(),
        role: z.string(),
        legacy: StandingView.nullable(),
        target: StandingView.nullable(),
      }),
    ),
    values: z.array(SourcedValue),
    couplings: z.array(
      z.object({
        queue: z.string(),
        role: z.string(),
        kind: z.string(),
        item: z.string(),
        title: z.string(),
        origin: OriginView.nullable(),
      }),
    ),
    findings: z.array(FindingView),
    owners: z.array(
      z.object({ environment: z.string(), isProtected: z.boolean(), owner: RowOwner.nullable() }),
    ),
    updatedAt: Timestamp,
  }),
});

/** A finding with the rows it is about as they are in the program. Lists are cut at 200; `itemCount` is whole. */
export const ProgramFinding = FindingView.extend({
  itemCount: z.number().int(),
  rows: z.array(z.object({ kind: z.string(), key: z.string(), title: z.string() })),
});
export type ProgramFinding = z.infer<typeof ProgramFinding>;

export const listFindings = operation({
  id: "listFindings",
  method: "GET",
  path: "/api/v1/programs/{program}/findings",
  summary: "What the sources leave open or contradict each other about",
  tag: "inventory",
  input: ProgramInput.extend({
    code: CommaList.optional(),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  answer: z.object({
    /** Under the filter. */
    total: z.number().int(),
    findings: z.array(ProgramFinding),
    /** Of the whole program: findings by code. */
    codes: Facet,
  }),
});

export const CapabilityRuleInput = z.strictObject({
  capability: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, "must be a key such as v2-pull"),
  family: z.string().optional(),
  methods: z.array(z.string()).optional(),
  path: z.string().optional(),
  phase: z.string().optional(),
  keys: z.array(z.string()).optional(),
});
export type CapabilityRuleInput = z.infer<typeof CapabilityRuleInput>;

export const CapabilitySplit = z.object({
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
    z.object({
      environment: z.string(),
      kind: z.enum(["flip", "rollback", "none"]),
      says: z.string(),
      refusals: z.array(z.string()),
    }),
  ),
});
export type CapabilitySplit = z.infer<typeof CapabilitySplit>;

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
    /** What a rule can name. */
    families: z.array(z.string()),
    methods: z.array(z.string()),
    phases: z.array(z.string()),
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
