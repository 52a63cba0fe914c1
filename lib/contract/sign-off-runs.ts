import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { InPlaceOf, Meaning, SeenSubject, Subject } from "@/lib/contract/sign-offs";
import { ProgramInput, Timestamp } from "@/lib/contract/words";

const runsPath = "/api/v1/programs/{program}/sign-off-runs" as const;

/** So many rows are signed at once at most. */
export const runLimit = 10_000;

const Keys = z.array(z.string().max(300)).max(200);
const Refused = Subject.extend({ says: z.string() });

const SignOffRunSummary = z.object({
  id: z.uuid(),
  by: z.string(),
  isMine: z.boolean(),
  meaning: Meaning,
  batch: z.string().nullable(),
  state: z.enum(["running", "done", "stopped"]),
  /** Why it was stopped; `null` where it was not. */
  because: z.string().nullable(),
  /** Rows that were agreed to; those signed so far, and those that were refused. */
  total: z.number().int(),
  signed: z.number().int(),
  refused: z.number().int(),
  /** Rows that had to be opened before it began. */
  sampled: z.number().int(),
  /** Rows beside these that its signer could have signed and would have had to open, and left out. */
  leftOut: z.number().int(),
  startedAt: Timestamp,
  updatedAt: Timestamp,
  finishedAt: Timestamp.nullable(),
});
export type SignOffRunSummary = z.infer<typeof SignOffRunSummary>;

const SignOffRunView = SignOffRunSummary.extend({
  /** What was not signed, and why. */
  refusals: z.array(Refused),
  /** Which rows were left out that would have had to be opened. */
  rowsLeftOut: z.array(Subject),
});
export type SignOffRunView = z.infer<typeof SignOffRunView>;

const PreviewedRow = Subject.extend({
  title: z.string(),
  method: z.string().nullable(),
  path: z.string().nullable(),
  team: z.string().nullable(),
  /** Whose place the reader would sign it in, as a deputy. */
  inPlaceOf: InPlaceOf.nullable(),
  digest: z.string(),
  /** Why it cannot be signed; `null` where it can. */
  says: z.string().nullable(),
  /** Whether the reader opened it as it is now. */
  wasOpened: z.boolean(),
  /** Drawn: it has to be opened before the rows are signed together. */
  isSampled: z.boolean(),
});
export type PreviewedRow = z.infer<typeof PreviewedRow>;

export const previewSignOffRun = operation({
  id: "previewSignOffRun",
  method: "POST",
  path: `${runsPath}/preview`,
  summary:
    "What signing many rows at once would sign, what it would not and why, and which of them have to be opened first",
  tag: "sign-offs",
  input: ProgramInput.extend({
    /** These rows; without them all that wait under the filter below. */
    subjects: z.array(Subject).min(1).max(runLimit).optional(),
    whose: z.enum(["mine", "all"]).default("mine"),
    kind: Keys.optional(),
    team: Keys.optional(),
    batch: Keys.optional(),
    wave: Keys.optional(),
    waits: Keys.optional(),
    q: z.string().max(200).optional(),
  }),
  answer: z.object({
    /** The id that the run will have: starting it twice starts it once. */
    run: z.uuid(),
    rows: z.array(PreviewedRow),
    ready: z.number().int(),
    /** Rows of the same batches that the reader can sign and always has to open first, and that are not among these. */
    leftOut: z.array(Subject),
    /** Of those that can be signed, how many percent have to be opened first. */
    samplePercent: z.number(),
  }),
});

export const startSignOffRun = operation({
  id: "startSignOffRun",
  method: "POST",
  path: runsPath,
  summary:
    "Sign many rows as they were shown, in the background; a run with the same id is started once",
  tag: "sign-offs",
  status: 201,
  // Every row with its key and the digest that it was shown with.
  largestBody: 4 * 1024 * 1024,
  input: ProgramInput.extend({
    /** As the preview named it. */
    run: z.uuid(),
    subjects: z
      .array(SeenSubject)
      .min(1, "name at least one row")
      .max(runLimit, `at most ${runLimit.toLocaleString("en")} rows are signed at once`),
    meaning: Meaning.default("approved"),
    batch: z.string().max(300).optional(),
  }),
  answer: SignOffRunView,
});

export const listSignOffRuns = operation({
  id: "listSignOffRuns",
  method: "GET",
  path: runsPath,
  summary: "Who signed many rows at once, how far each is, the newest first",
  tag: "sign-offs",
  input: ProgramInput.extend({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
  answer: z.object({ runs: z.array(SignOffRunSummary) }),
});

export const readSignOffRun = operation({
  id: "readSignOffRun",
  method: "GET",
  path: `${runsPath}/{run}`,
  summary: "How far a run of signatures is, and what it did not sign and why",
  tag: "sign-offs",
  input: ProgramInput.extend({ run: z.uuid() }),
  answer: SignOffRunView,
});

export const stopSignOffRun = operation({
  id: "stopSignOffRun",
  method: "POST",
  path: `${runsPath}/{run}/stop`,
  summary: "Stop a run of signatures; what it has signed stays signed",
  tag: "sign-offs",
  input: ProgramInput.extend({ run: z.uuid() }),
  answer: SignOffRunView,
});
