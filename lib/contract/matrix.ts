import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { OwnerShare } from "@/lib/contract/programs";
import { CommaList, OwnerWords, ProgramInput, Timestamp } from "@/lib/contract/words";
import { gateSteps, readingStates } from "@/lib/domain/gate-reading";

export const MatrixGrouping = z.enum(["capability", "family", "wave"]);
export type MatrixGrouping = z.infer<typeof MatrixGrouping>;

/** What narrows the matrix; each field may name several values, any of which matches. Fields narrow each other. */
export const MatrixFilter = z.object({
  /** Free text over key, path, title, switch, test id and source file. */
  q: z.string().max(200).optional(),
  kind: CommaList.optional(),
  /**
   * `staging:go`, `production:python`, `staging:canary`, `staging:off`. Values of one environment
   * widen, those of several environments narrow each other.
   */
  owner: CommaList.optional(),
  team: CommaList.optional(),
  verification: CommaList.optional(),
  method: CommaList.optional(),
  family: CommaList.optional(),
  wave: CommaList.optional(),
  capability: CommaList.optional(),
});
export type MatrixFilter = z.infer<typeof MatrixFilter>;

export const RowOwner = z.object({
  /** The program's own word; what the target's cohort sees is in `cohort`. */
  owner: z.string(),
  side: z.enum(["legacy", "target", "off"]),
  /** Who meets the target under a canary, in words; null without one. */
  cohort: z.string().nullable(),
  decidedBy: z.enum(["force", "route", "capability", "family", "default", "worker", "fallback"]),
});
export type RowOwner = z.infer<typeof RowOwner>;

export const MatrixGroup = z.object({
  /** Empty for rows that have none. */
  key: z.string(),
  title: z.string(),
  routes: z.number().int(),
  workers: z.number().int(),
  /** From here on of its routes; of its workers where it has no route. */
  families: z.array(z.string()),
  teams: z.array(z.string()),
  waves: z.array(z.string()),
  /** By environment key. Switchable routes only. */
  share: z.record(z.string(), OwnerShare),
  /** By environment key: the owner where all agree, else null. */
  owner: z.record(z.string(), RowOwner.nullable()),
  workersOnTarget: z.record(z.string(), z.number().int()),
  /** This and what follows counts routes, or workers where there are no routes: what stands beside them. */
  verified: z.number().int(),
  anchored: z.number().int(),
  /** Routes that need no verification any more. */
  retired: z.number().int(),
  /** Tests named by its routes; one that several routes name counts for each. */
  tests: z.number().int(),
  /** Switch level of the group: a wave has none. */
  level: z.enum(["capability", "family"]).nullable(),
});
export type MatrixGroup = z.infer<typeof MatrixGroup>;

export const MatrixRow = z.object({
  kind: z.enum(["route", "worker"]),
  key: z.string(),
  title: z.string(),
  method: z.string().nullable(),
  path: z.string().nullable(),
  isMatched: z.boolean(),
  isSwitchable: z.boolean(),
  switchName: z.string().nullable(),
  family: z.string().nullable(),
  capability: z.string().nullable(),
  wave: z.string().nullable(),
  phase: z.string().nullable(),
  team: z.string().nullable(),
  verification: z.string(),
  tests: z.array(z.string()),
  /** By environment key; null for a row that is not switchable. */
  owners: z.record(z.string(), RowOwner.nullable()),
});
export type MatrixRow = z.infer<typeof MatrixRow>;

const Totals = z.object({ routes: z.number().int(), workers: z.number().int() });

const Facet = z.array(z.object({ value: z.string(), count: z.number().int() }));

export const readMatrix = operation({
  id: "readMatrix",
  method: "GET",
  path: "/api/v1/programs/{program}/matrix",
  summary: "The cutover matrix rolled up by capability, family or wave",
  tag: "matrix",
  input: ProgramInput.extend({
    groupBy: MatrixGrouping.default("capability"),
    ...MatrixFilter.shape,
  }),
  answer: z.object({
    owners: OwnerWords,
    environments: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        isProtected: z.boolean(),
        version: z.number().int(),
      }),
    ),
    /** By title; the group of rows that have no key comes last. */
    groups: z.array(MatrixGroup),
    /** Of the rows that the filter keeps. */
    totals: Totals,
    /** Of the whole program. */
    inventory: Totals,
    /** Permissions of the reader in this program: what to offer, never what to trust. */
    may: z.array(z.string()),
    readAt: Timestamp,
    /** By field: its values and how many rows each has under the other fields. */
    facets: z.object({
      kind: Facet,
      owner: Facet,
      team: Facet,
      verification: Facet,
      method: Facet,
      family: Facet,
      wave: Facet,
      capability: Facet,
    }),
  }),
});

export const readMatrixRows = operation({
  id: "readMatrixRows",
  method: "GET",
  path: "/api/v1/programs/{program}/matrix/rows",
  summary: "A window of the rows of one group of the cutover matrix",
  tag: "matrix",
  input: ProgramInput.extend({
    groupBy: MatrixGrouping.default("capability"),
    /** Key of the group; empty for rows without one; absent for all rows. */
    group: z.string().optional(),
    sort: z.enum(["key", "path", "team", "wave", "verification"]).default("path"),
    descending: z.stringbool().default(false),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(200),
    ...MatrixFilter.shape,
  }),
  answer: z.object({ total: z.number().int(), rows: z.array(MatrixRow) }),
});

const GateTally = z.object({
  /** Of the gates asked for before a step that bind: how many hold, of how many. */
  holds: z.number().int(),
  of: z.number().int(),
  worst: z.enum(readingStates).nullable(),
});

export const MatrixGates = z.object({
  /** By environment and capability, before each step: `first-cohort`, `expand`, `full`, `retire-legacy`. */
  environments: z.record(
    z.string(),
    z.record(z.string(), z.array(GateTally).length(gateSteps.length)),
  ),
});
export type MatrixGates = z.infer<typeof MatrixGates>;

export const readMatrixGates = operation({
  id: "readMatrixGates",
  method: "GET",
  path: "/api/v1/programs/{program}/matrix/gates",
  summary: "How many gates of each capability hold before each step, as they were read last",
  tag: "matrix",
  input: ProgramInput,
  answer: MatrixGates,
});
