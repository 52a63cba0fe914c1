import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { CommaList, ProgramInput, Reason, Timestamp } from "@/lib/contract/words";
import { patternFields } from "@/lib/domain/test-join";
import { testOutcomes } from "@/lib/domain/test-report";
import { runOutcomes } from "@/lib/domain/test-run";

const Offset = z.coerce.number().int().min(0).default(0);

/** Where a contract test stands on one side. */
export const StandingView = z.object({
  outcome: z.enum(runOutcomes),
  commit: z.string(),
  at: Timestamp,
  file: z.string().nullable(),
  evidence: z.uuid(),
  lastPassedAt: Timestamp.nullable(),
  lastPassedCommit: z.string().nullable(),
  /** Of the last run: what each report said, the newest first. */
  reports: z.array(z.object({ evidence: z.uuid(), outcome: z.enum(testOutcomes), at: Timestamp })),
});
export type StandingView = z.infer<typeof StandingView>;

export const testStates = [
  "failing",
  "disputed",
  "flaky",
  "skipped",
  "passing",
  "never",
  "untested",
] as const;

export const TestRow = z.object({
  /** Null for a row of the inventory that names no test. */
  test: z.string().nullable(),
  items: z.array(
    z.object({ kind: z.string(), key: z.string(), title: z.string(), role: z.string() }),
  ),
  /** How many rows name it; the list is cut at 20. */
  itemCount: z.number().int(),
  teams: z.array(z.string()),
  legacy: StandingView.nullable(),
  target: StandingView.nullable(),
});
export type TestRow = z.infer<typeof TestRow>;

export const listTests = operation({
  id: "listTests",
  method: "GET",
  path: "/api/v1/programs/{program}/tests",
  summary:
    "Contract tests with their rows and their last runs on both sides, and rows without a test",
  tag: "evidence",
  input: ProgramInput.extend({
    /** `never`: no run of it is known; `untested`: rows that name no test. The others: on either side. */
    state: CommaList.pipe(z.array(z.enum(testStates))).optional(),
    side: z.enum(["legacy", "target"]).optional(),
    team: CommaList.optional(),
    capability: z.string().max(63).optional(),
    q: z.string().max(200).optional(),
    offset: Offset,
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  answer: z.object({
    total: z.number().int(),
    tests: z.array(TestRow),
    /** Under every filter but the state. */
    states: z.record(z.enum(testStates), z.number().int()),
    teams: z.array(z.string()),
  }),
});

const UnmatchedView = z.object({
  identity: z.string(),
  suite: z.string(),
  className: z.string(),
  name: z.string(),
  file: z.string().nullable(),
  outcome: z.enum(testOutcomes),
  lastSeenAt: Timestamp,
  evidence: z.uuid(),
});
export type UnmatchedView = z.infer<typeof UnmatchedView>;

export const listUnmatchedTests = operation({
  id: "listUnmatchedTests",
  method: "GET",
  path: "/api/v1/programs/{program}/unmatched-tests",
  summary: "Reported tests that are no contract test as far as anybody has said",
  tag: "evidence",
  input: ProgramInput.extend({
    q: z.string().max(200).optional(),
    offset: Offset,
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  answer: z.object({
    total: z.number().int(),
    tests: z.array(UnmatchedView),
    /** What people said so far, the newest first, at most 200. */
    mappings: z.array(
      z.object({
        identity: z.string(),
        test: z.string(),
        className: z.string(),
        name: z.string(),
        by: z.string(),
        at: Timestamp,
      }),
    ),
  }),
});

const JoinedNow = z.object({
  /** Results of the newest reports that count as the contract test from now on. */
  results: z.number().int(),
  says: z.string(),
});

export const mapTest = operation({
  id: "mapTest",
  method: "POST",
  path: "/api/v1/programs/{program}/test-mappings",
  summary: "Say once, for ever, which contract test a reported test is",
  tag: "evidence",
  status: 201,
  input: ProgramInput.extend({
    identity: z.string().min(1).max(700),
    /** The contract test's id. */
    test: z.string().min(1).max(300),
    reason: Reason.optional(),
  }),
  answer: JoinedNow.extend({ identity: z.string(), test: z.string() }),
});

export const TestPatternInput = z.strictObject({
  field: z.enum(patternFields),
  pattern: z.string().min(1).max(300),
  /** The contract test that a match means; `$1` to `$9` are what the pattern caught. */
  test: z.string().min(1).max(300),
});
export type TestPatternInput = z.infer<typeof TestPatternInput>;

const PatternMatch = z.object({
  identity: z.string(),
  name: z.string(),
  /** The id that the pattern makes of it, and whether a row of the inventory has it. */
  test: z.string(),
  isKnown: z.boolean(),
});

const PatternPreview = z.object({
  /** By pattern, in their order: how many unmatched tests each would join, how many ids it would make that no row has, and the first 20. */
  patterns: z.array(
    z.object({
      joins: z.number().int(),
      unknown: z.number().int(),
      matches: z.array(PatternMatch),
    }),
  ),
  /** Unmatched tests that stay so. */
  left: z.number().int(),
  /** Results that were joined; 0 in a dry run. */
  results: z.number().int(),
  says: z.string(),
});
export type PatternPreview = z.infer<typeof PatternPreview>;

const patternsPath = "/api/v1/programs/{program}/test-patterns";

export const readTestPatterns = operation({
  id: "readTestPatterns",
  method: "GET",
  path: patternsPath,
  summary: "The program's own patterns that find contract tests in reports",
  tag: "evidence",
  input: ProgramInput,
  answer: z.object({ patterns: z.array(TestPatternInput) }),
});

export const setTestPatterns = operation({
  id: "setTestPatterns",
  method: "PUT",
  path: patternsPath,
  summary: "Set the program's patterns; a dry run shows what they would match",
  tag: "evidence",
  input: ProgramInput.extend({
    patterns: z.array(TestPatternInput).max(20, "a program has at most 20 patterns"),
    dryRun: z.boolean().default(false),
    reason: z.string().trim().max(2_000).default(""),
  }),
  answer: PatternPreview,
});
