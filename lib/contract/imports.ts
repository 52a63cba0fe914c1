import * as z from "zod";
import { FindingView } from "@/lib/contract/items";
import { operation } from "@/lib/contract/operation";
import { ProgramInput, Timestamp } from "@/lib/contract/words";

const UploadedFile = z.object({
  name: z.string().min(1).max(300),
  bytes: z.instanceof(Uint8Array),
});

const FieldChange = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

/** What an import would do, or did. Lists are cut at 200; the counts are whole. */
export const ImportSummary = z.object({
  creates: z.record(z.string(), z.number().int()),
  changes: z.record(z.string(), z.number().int()),
  unchanged: z.record(z.string(), z.number().int()),
  created: z.array(z.object({ kind: z.string(), key: z.string(), title: z.string() })),
  changed: z.array(z.object({ kind: z.string(), key: z.string(), fields: z.array(FieldChange) })),
  /** Rows of the program that the sources do not name; they are left alone. */
  unnamed: z.number().int(),
  routesByFamily: z.record(z.string(), z.number().int()),
  routesByWave: z.record(z.string(), z.number().int()),
  findings: z.array(FindingView),
  findingCounts: z.record(z.string(), z.number().int()),
  hasEffect: z.boolean(),
  says: z.string(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

export const ImportView = z.object({
  id: z.uuid(),
  status: z.enum(["previewed", "applied", "discarded"]),
  createdAt: Timestamp,
  appliedAt: Timestamp.nullable(),
  by: z.string(),
  sources: z.array(
    z.object({
      file: z.string(),
      recognisedAs: z.string().nullable(),
      rows: z.number().int(),
      says: z.string(),
      bytes: z.number().int(),
      digest: z.string(),
    }),
  ),
  summary: ImportSummary,
});
export type ImportView = z.infer<typeof ImportView>;

const ImportInput = ProgramInput.extend({ import: z.uuid() });

export const previewImport = operation({
  id: "previewImport",
  method: "POST",
  path: "/api/v1/programs/{program}/imports",
  summary:
    "Upload trackers and see what importing them would do; nothing of the inventory is written",
  tag: "imports",
  status: 201,
  upload: true,
  input: ProgramInput.extend({
    files: z.array(UploadedFile).min(1, "choose at least one file").max(200),
  }),
  answer: ImportView,
});

export const listImports = operation({
  id: "listImports",
  method: "GET",
  path: "/api/v1/programs/{program}/imports",
  summary: "Imports, newest first",
  tag: "imports",
  input: ProgramInput,
  answer: z.object({
    imports: z.array(
      ImportView.pick({
        id: true,
        status: true,
        createdAt: true,
        appliedAt: true,
        by: true,
      }).extend({
        files: z.number().int(),
        says: z.string(),
      }),
    ),
  }),
});

export const readImport = operation({
  id: "readImport",
  method: "GET",
  path: "/api/v1/programs/{program}/imports/{import}",
  summary: "One import: what it would do, or did",
  tag: "imports",
  input: ImportInput,
  answer: ImportView,
});

export const applyImport = operation({
  id: "applyImport",
  method: "POST",
  path: "/api/v1/programs/{program}/imports/{import}/apply",
  summary: "Write a previewed import; refused when the inventory has moved since",
  tag: "imports",
  input: ImportInput,
  answer: ImportView,
});

export const discardImport = operation({
  id: "discardImport",
  method: "DELETE",
  path: "/api/v1/programs/{program}/imports/{import}",
  summary: "Put a previewed import aside",
  tag: "imports",
  input: ImportInput,
  answer: z.object({ id: z.uuid() }),
});
