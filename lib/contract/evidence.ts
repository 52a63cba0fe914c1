import * as z from "zod";
import { EvidenceKind, EvidencePlaceInput } from "@/lib/contract/evidence-document";
import { operation } from "@/lib/contract/operation";
import { SpooledFileInput } from "@/lib/contract/spooled-file";
import { Authors, CommaList, ProgramInput, Timestamp } from "@/lib/contract/words";
import { evidenceOutcomes, reportFormats, testOutcomes } from "@/lib/domain/test-report";

const path = "/api/v1/programs/{program}/evidence";

/** A build as its version control names it. */
const CommitInput = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{7,64}$/, "must be a commit: 7 to 64 hexadecimal digits");

/** Times in an address or form that stands for nothing given. */
const absent = (value: unknown): unknown => (value === "" ? undefined : value);

const RunUrl = z
  .url({ protocol: /^https?$/, error: "must be an address beginning with http:// or https://" })
  .max(2_000);

/** `capability:v2-pull`, as a form or a command line says it. */
const Subject = z
  .string()
  .regex(/^[a-z][a-z-]{0,29}:.{0,300}$/, "must be a level and a key, such as capability:v2-pull")
  .transform((text) => {
    const at = text.indexOf(":");
    return { level: text.slice(0, at), key: text.slice(at + 1) };
  });

const Outcome = z.enum(evidenceOutcomes);
const Side = z.enum(["legacy", "target"]);

const Counts = z.object({
  total: z.number().int(),
  passed: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  flaky: z.number().int(),
  /** Results that are a contract test of the program, and those that are none as far as is known. */
  matched: z.number().int(),
  unmatched: z.number().int(),
});

/** What one report gave. */
export const EvidenceSummary = z.object({
  id: z.uuid(),
  file: z.string(),
  kind: z.string(),
  format: z.enum(reportFormats),
  outcome: Outcome,
  side: Side.nullable(),
  environment: z.string().nullable(),
  commit: z.string().nullable(),
  ref: z.string().nullable(),
  runUrl: z.string().nullable(),
  digest: z.string(),
  /** In bytes. */
  size: z.number().int(),
  subjects: z.array(EvidencePlaceInput),
  collectedAt: Timestamp,
  reportedAt: Timestamp,
  by: z.string(),
  says: z.string(),
  /** Null where it holds no tests. */
  counts: Counts.nullable(),
  measurements: z.number().int(),
  /** What was reported later of the same kind, side, place, subjects and file. */
  supersededBy: z.uuid().nullable(),
  supersedes: z.uuid().nullable(),
});
export type EvidenceSummary = z.infer<typeof EvidenceSummary>;

const Note = z.object({ says: z.string(), row: z.number().int().optional() });

export const ReportedEvidence = EvidenceSummary.extend({
  /** The same file for the same commit, side and environment was reported before: nothing was stored. */
  isRepeated: z.boolean(),
  notes: z.array(Note),
  /** Contract tests that were found in it, and reported tests that are none; at most 100 of each. */
  tests: z.array(z.string()),
  unmatched: z.array(z.string()),
});
export type ReportedEvidence = z.infer<typeof ReportedEvidence>;

/** How a contract test stands on the report's side, and how it would. */
const TestChange = z.object({
  test: z.string(),
  /** Null where no run is known. */
  was: z.string().nullable(),
  becomes: z.string(),
});

/** What a report is, and what it would change: a dry run. */
export const ReportPreview = EvidenceSummary.pick({
  file: true,
  kind: true,
  format: true,
  outcome: true,
  side: true,
  environment: true,
  commit: true,
  digest: true,
  size: true,
  subjects: true,
  collectedAt: true,
  says: true,
  counts: true,
  supersedes: true,
  supersededBy: true,
}).extend({
  /** The evidence that holds the same file for the same commit, side and environment already. */
  repeats: z.uuid().nullable(),
  notes: z.array(Note),
  measured: z.array(
    z.object({
      budget: z.string(),
      side: Side,
      environment: z.string(),
      values: z.record(z.string(), z.number()),
    }),
  ),
  /** Contract tests in it, and reported tests that are none; at most 100 of each. */
  tests: z.array(z.string()),
  unmatched: z.array(z.string()),
  /** Contract tests that would stand otherwise, at most 100, and how many there are. */
  changes: z.array(TestChange),
  changed: z.number().int(),
});
export type ReportPreview = z.infer<typeof ReportPreview>;

export const reportEvidence = operation({
  id: "reportEvidence",
  method: "POST",
  path,
  summary:
    "Report evidence: JUnit XML, go test -json, k6 summaries or Signalbox's JSON, told by their content",
  tag: "evidence",
  status: 201,
  upload: true,
  spooled: true,
  input: ProgramInput.extend({
    files: z.array(SpooledFileInput).min(1, "send at least one file").max(100),
    /** The build that it is about. */
    commit: z.preprocess(absent, CommitInput.optional()),
    /** `test`, `measurement` or a kind of the program's own; told by the file where it is left out. */
    kind: z.preprocess(absent, EvidenceKind.optional()),
    /** Whose behaviour it shows, in the program's words, or `legacy`, `target`. */
    side: z.preprocess(absent, z.string().max(60).optional()),
    environment: z.preprocess(absent, z.string().max(63).optional()),
    ref: z.preprocess(absent, z.string().max(300).optional()),
    runUrl: z.preprocess(absent, RunUrl.optional()),
    /** The budget that measurements are of, where the file does not say. */
    budget: z.preprocess(absent, z.string().max(300).optional()),
    /** What it is about, each as `level:key`. */
    subject: z.preprocess(
      (value) => (value === undefined ? [] : [value].flat().filter((one) => one !== "")),
      z.array(Subject).max(200),
    ),
    /** When it was found out, where the file does not say. */
    collectedAt: z.preprocess(absent, z.iso.datetime({ offset: true }).optional()),
    /** Who wrote the commits that the build changed, none of whom vouches for it: addresses or handles, each with its commit where known. */
    authors: z.preprocess(
      (value) => (value === undefined ? [] : [value].flat().filter((one) => one !== "")),
      Authors,
    ),
    /** What it supersedes: reports of the same series. The file's name where it is left out. */
    series: z.preprocess(absent, z.string().max(200).optional()),
    /** Says what the files are and would change, and stores nothing. */
    dryRun: z.enum(["true", "false"]).default("false"),
  }),
  answer: z.object({
    /** Empty in a dry run. */
    evidence: z.array(ReportedEvidence),
    /** Of a dry run alone. */
    preview: z.array(ReportPreview),
  }),
});

const Facet = z.array(z.object({ value: z.string(), count: z.number().int() }));
const Offset = z.coerce.number().int().min(0).default(0);

export const listEvidence = operation({
  id: "listEvidence",
  method: "GET",
  path,
  summary: "Evidence, the newest first",
  tag: "evidence",
  input: ProgramInput.extend({
    kind: CommaList.optional(),
    side: Side.optional(),
    outcome: CommaList.optional(),
    environment: z.string().max(63).optional(),
    commit: z.string().max(64).optional(),
    /** `level:key` that it is about. */
    subject: Subject.optional(),
    /** Leaves out what was superseded. */
    current: z.stringbool().default(false),
    offset: Offset,
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    total: z.number().int(),
    evidence: z.array(EvidenceSummary),
    /** Of the whole program. */
    kinds: Facet,
  }),
});

export const ResultView = z.object({
  position: z.number().int(),
  suite: z.string(),
  className: z.string(),
  name: z.string(),
  file: z.string().nullable(),
  /** The contract test that it is. */
  test: z.string().nullable(),
  outcome: z.enum(testOutcomes),
  milliseconds: z.number().nullable(),
  attempts: z.number().int(),
  message: z.string().nullable(),
});
export type ResultView = z.infer<typeof ResultView>;

const EvidenceInput = ProgramInput.extend({ evidence: z.uuid() });

export const readEvidence = operation({
  id: "readEvidence",
  method: "GET",
  path: `${path}/{evidence}`,
  summary: "One piece of evidence with its results, a window at a time",
  tag: "evidence",
  input: EvidenceInput.extend({
    outcome: CommaList.optional(),
    /** `matched` or `unmatched`. */
    joined: z.enum(["matched", "unmatched"]).optional(),
    q: z.string().max(200).optional(),
    offset: Offset,
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  answer: z.object({
    evidence: EvidenceSummary.extend({
      notes: z.array(Note),
      details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
    measured: z.array(
      z.object({
        budget: z.string(),
        side: Side,
        environment: z.string(),
        at: Timestamp,
        seconds: z.number().int(),
        samples: z.number().int().nullable(),
        values: z.record(z.string(), z.number()),
      }),
    ),
    /** Under the filter. */
    total: z.number().int(),
    results: z.array(ResultView),
  }),
});

export const downloadEvidence = operation({
  id: "downloadEvidence",
  method: "GET",
  path: `${path}/{evidence}/file`,
  summary: "The file as it was reported; its digest is checked before a byte of it is sent",
  tag: "evidence",
  file: true,
  input: EvidenceInput,
  answer: z.unknown(),
});
