import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { CommaList, ProgramInput, Reason, Timestamp } from "@/lib/contract/words";
import { itemKinds } from "@/lib/domain/inventory";

const path = "/api/v1/programs/{program}/owners";

/** A team's key as its source writes it; what cannot be seen is no part of it, marks of direction are. */
const TeamKey = z
  .string()
  .trim()
  .min(1, "name a team")
  .max(300, "must have at most 300 characters")
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, "must not hold line breaks or control characters");

const Words = z.string().trim().min(1).max(300);

export const OwnerRuleInput = z.object({
  team: TeamKey,
  kinds: z.array(z.enum(itemKinds)).min(1).max(itemKinds.length).optional(),
  /** A pattern as CODEOWNERS writes it, over the row's source file. */
  path: z.string().trim().min(1).max(500).optional(),
  capability: Words.optional(),
  family: Words.optional(),
  wave: Words.optional(),
  /** The row's key; `*` stands for anything, `?` for one character. */
  key: Words.optional(),
});
export type OwnerRuleInput = z.infer<typeof OwnerRuleInput>;

/** Why a row is its team's. */
const OwnerWhy = z.object({
  is: z.enum(["hand", "rule", "codeowners", "import", "nobody"]),
  says: z.string(),
});

export const OwnedRowView = z.object({
  kind: z.enum(itemKinds),
  key: z.string(),
  title: z.string(),
  sourcePath: z.string().nullable(),
  family: z.string().nullable(),
  capability: z.string().nullable(),
  wave: z.string().nullable(),
  state: z.string(),
  team: z.string().nullable(),
  why: OwnerWhy,
  /** The team that the sources name, whoever has it now. */
  named: z.string().nullable(),
});
export type OwnedRowView = z.infer<typeof OwnedRowView>;

const OwnerChange = z.object({
  kind: z.string(),
  key: z.string(),
  title: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  why: OwnerWhy,
});

/** What an assignment does: how many rows change hands, the first of them, and what each team has before and after. */
export const OwnerEffect = z.object({
  /** Of the inventory that it was read from: send it along to apply exactly this. */
  inventoryVersion: z.number().int(),
  isApplied: z.boolean(),
  changed: z.number().int(),
  rows: z.array(OwnerChange),
  teams: z.array(
    z.object({
      team: z.string().nullable(),
      before: z.number().int(),
      after: z.number().int(),
      isNew: z.boolean(),
    }),
  ),
});
export type OwnerEffect = z.infer<typeof OwnerEffect>;

const Write = {
  /** Look at what it would do; nothing is written. */
  dryRun: z.boolean().default(false),
  /** The version that was looked at; another one meanwhile refuses. */
  inventoryVersion: z.number().int().optional(),
  /** Make teams that do not exist yet, instead of refusing them as misspelled. */
  makeTeams: z.boolean().default(false),
  reason: z.string().trim().max(2000).default(""),
};

export const readOwners = operation({
  id: "readOwners",
  method: "GET",
  path,
  summary:
    "Who owns how many rows and why, the rules, the CODEOWNERS file, and what rules can name",
  tag: "owners",
  input: ProgramInput,
  answer: z.object({
    inventoryVersion: z.number().int(),
    rows: z.number().int(),
    unowned: z.number().int(),
    teams: z.array(
      z.object({
        team: z.string(),
        rows: z.number().int(),
        /** Verified or retired. */
        done: z.number().int(),
        hand: z.number().int(),
        rule: z.number().int(),
        codeowners: z.number().int(),
        import: z.number().int(),
        /** People of the program in the team; without any nobody can sign its rows. */
        members: z.number().int(),
      }),
    ),
    rules: z.array(OwnerRuleInput),
    codeowners: z
      .object({
        name: z.string(),
        version: z.number().int(),
        lines: z.number().int(),
        by: z.string(),
        at: Timestamp,
      })
      .nullable(),
    known: z.object({
      teams: z.array(z.string()),
      families: z.array(z.string()),
      capabilities: z.array(z.string()),
      waves: z.array(z.string()),
    }),
  }),
});
export type OwnersOverview = z.infer<typeof readOwners.answer>;

const RowFilter = z.object({
  team: z.string().max(300).optional(),
  /** Only rows without an owner. */
  unowned: z.union([z.boolean(), z.enum(["true", "false"])]).optional(),
  kind: CommaList.optional(),
  /** Free text over key, title and source file. */
  q: z.string().max(200).optional(),
});
export type OwnedRowFilter = z.infer<typeof RowFilter>;

export const listOwnedRows = operation({
  id: "listOwnedRows",
  method: "GET",
  path: `${path}/rows`,
  summary: "Rows with their owner and why it is that one, a window at a time",
  tag: "owners",
  input: ProgramInput.extend(RowFilter.shape).extend({
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  answer: z.object({
    total: z.number().int(),
    /** Of the version of the inventory that a bulk assignment by this filter has to name. */
    inventoryVersion: z.number().int(),
    rows: z.array(OwnedRowView),
  }),
});

/** Rows that one assignment takes at most. */
export const mostAssigned = 10_000;

export const assignRows = operation({
  id: "assignRows",
  method: "POST",
  path: `${path}/assignments`,
  summary:
    "Give rows to a team by hand, or back to rules and sources; by their keys or by a filter",
  tag: "owners",
  largestBody: 4 * 1024 * 1024,
  input: ProgramInput.extend({
    /** `null` takes the assignment by hand away: rules, CODEOWNERS and sources decide again. */
    team: TeamKey.nullable(),
    rows: z
      .array(z.object({ kind: z.string().max(60), key: z.string().min(1).max(300) }))
      .min(1, "name at least one row")
      .max(mostAssigned, `at most ${mostAssigned.toLocaleString("en")} rows at once`)
      .optional(),
    /** Instead of `rows`; then `inventoryVersion` has to be given. */
    filter: RowFilter.extend({ kind: z.array(z.string()).optional() }).optional(),
    ...Write,
    reason: Reason,
  }),
  answer: OwnerEffect,
});

export const setOwnerRules = operation({
  id: "setOwnerRules",
  method: "PUT",
  path: `${path}/rules`,
  summary: "Set the ordered rules that give rows to teams; a dry run previews whose rows change",
  tag: "owners",
  input: ProgramInput.extend({ rules: z.array(OwnerRuleInput).max(200), ...Write }),
  answer: OwnerEffect.extend({
    /** By rule: rows that it decides. */
    decides: z.array(z.number().int()),
  }),
});

/** GitHub reads three megabytes at most. */
const longestFile = 3 * 1024 * 1024;

export const readCodeownersFile = operation({
  id: "readCodeownersFile",
  method: "GET",
  path: `${path}/codeowners`,
  summary: "The CODEOWNERS file that gives rows to teams, as it was uploaded",
  tag: "owners",
  input: ProgramInput,
  answer: z.object({
    name: z.string(),
    text: z.string(),
    teams: z.record(z.string(), z.string()),
    version: z.number().int(),
  }),
});

export const setCodeowners = operation({
  id: "setCodeowners",
  method: "PUT",
  path: `${path}/codeowners`,
  summary:
    "Give rows to teams by a CODEOWNERS file and each row's source file; a dry run shows whose rows change",
  tag: "owners",
  largestBody: 8 * 1024 * 1024,
  input: ProgramInput.extend({
    name: z.string().trim().min(1).max(300).default("CODEOWNERS"),
    text: z.string().max(longestFile, "must have at most 3 MB"),
    /** By owner as written: the team here, or `""` for none. What is left out is matched by name. */
    teams: z.record(z.string().max(300), z.union([TeamKey, z.literal("")])).default({}),
    ...Write,
  }),
  answer: OwnerEffect.extend({
    lines: z.number().int(),
    sections: z.array(z.object({ name: z.string(), lines: z.number().int() })),
    owners: z.array(
      z.object({
        owner: z.string(),
        /** `null`: no team here, so its lines give nothing. */
        team: z.string().nullable(),
        isNew: z.boolean(),
        lines: z.number().int(),
        /** The first lines that name it. */
        at: z.array(z.number().int()),
        /** Rows whose source file the file gives to it, alone or with others. */
        rows: z.number().int(),
      }),
    ),
    /** Rows with a source file that no line fits. */
    unmatched: z.number().int(),
    /** Rows without a source file: the file cannot say whose they are. */
    withoutSource: z.number().int(),
    faults: z.array(z.object({ row: z.number().int(), says: z.string() })),
    faultCount: z.number().int(),
  }),
});
export type CodeownersEffect = z.infer<typeof setCodeowners.answer>;

export const removeCodeowners = operation({
  id: "removeCodeowners",
  method: "DELETE",
  path: `${path}/codeowners`,
  summary: "Take the CODEOWNERS file away; what it decided falls back to what the sources say",
  tag: "owners",
  input: ProgramInput.extend({ reason: Reason }),
  answer: OwnerEffect,
});
