import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { CommaList, ProgramInput, Timestamp } from "@/lib/contract/words";

const programPath = "/api/v1/programs/{program}";

const BatchKey = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
    "must be 1 to 100 letters, digits, dots, dashes or underscores",
  );
/** A batch as it stands in an address: imported keys are as their files write them. */
const BatchInput = ProgramInput.extend({ batch: z.string().min(1).max(300) });
export const Day = z.iso.date("must be a day like 2026-02-09");
const Count = z.number().int().min(0);
const Version = z.number().int().min(0);

const RowName = z.object({ kind: z.string().max(60), key: z.string().min(1).max(300) });
const Rows = z.array(RowName).max(2000, "at most 2,000 rows at a time");

export const BatchCounts = z.object({
  rows: Count,
  /** Verified or retired, by a signature here or as its files say. */
  done: Count,
  /** Of those done: as its files say, with no signature here. */
  unsigned: Count,
  ready: Count,
  lacking: Count,
  stale: Count,
  returned: Count,
  signed: Count,
  unowned: Count,
});

export const BatchStanding = z.object({
  state: z.enum(["empty", "done", "late", "on-time", "no-date"]),
  remaining: Count,
  daysLeft: z.number().int().nullable(),
  pace: Count.nullable(),
  says: z.string(),
});

const BatchDue = z.object({ at: Timestamp, from: z.enum(["own-date", "week"]) }).nullable();

export const BatchView = z.object({
  key: z.string(),
  title: z.string(),
  owner: z.string().nullable(),
  /** The week that somebody gave it; `null` where the schedule says. */
  weekOf: Day.nullable(),
  /** The weeks in which it is gone through, by their first days. */
  weeks: z.array(Day),
  /** A date of its own. */
  dueAt: Timestamp.nullable(),
  due: BatchDue,
  /** Who made it here; `null` for one that files brought. */
  madeBy: z.string().nullable(),
  version: Version,
  /** Waves and phases of its rows. */
  waves: z.array(z.string()),
  kinds: z.array(z.string()),
  counts: BatchCounts,
  standing: BatchStanding,
});
export type BatchView = z.infer<typeof BatchView>;

export const WaveView = BatchView.pick({
  key: true,
  weeks: true,
  due: true,
  kinds: true,
  counts: true,
  standing: true,
}).extend({
  /** Rows of it that are in no batch. */
  unbatched: Count,
});
export type WaveView = z.infer<typeof WaveView>;

export const ScheduleWeekView = z.object({
  startsAt: Day,
  endsAt: Timestamp,
  scopes: z.array(z.string()),
  notes: z.string(),
  goals: z.string(),
  version: Version,
  /** The file that states it; `null` where it was planned here. */
  file: z.string().nullable(),
  /** Scopes that are neither a wave nor a batch of the program. */
  unknown: z.array(z.string()),
  batches: z.array(z.string()),
  counts: BatchCounts,
  standing: BatchStanding,
});
export type ScheduleWeekView = z.infer<typeof ScheduleWeekView>;

const Points = z
  .array(z.string().trim().min(1, "says nothing").max(500))
  .max(50, "at most 50 points");

const ReviewGuideView = z.object({
  checklist: z.array(z.string()),
  cautions: z.array(z.string()),
  version: Version,
});

const ScheduleView = z.object({ weeks: z.array(ScheduleWeekView), guide: ReviewGuideView });

export const listBatches = operation({
  id: "listBatches",
  method: "GET",
  path: `${programPath}/batches`,
  summary: "Batches, waves and the weeks of the schedule, each with how far it is and whether late",
  tag: "sign-offs",
  input: ProgramInput,
  answer: ScheduleView.extend({
    at: Timestamp,
    batches: z.array(BatchView),
    waves: z.array(WaveView),
    /** Rows that are in no batch. */
    unbatched: Count,
  }),
});

export const readBatch = operation({
  id: "readBatch",
  method: "GET",
  path: `${programPath}/batches/{batch}`,
  summary: "One batch: progress, owner, dates, and who owns what is not done",
  tag: "sign-offs",
  input: BatchInput,
  answer: BatchView.extend({
    teams: z.array(z.object({ team: z.string().nullable(), counts: BatchCounts })),
  }),
});

const BatchWords = {
  title: z.string().trim().max(300).optional(),
  /** A team's key, or words. */
  owner: z.string().trim().max(200).nullable().optional(),
  weekOf: Day.nullable().optional(),
  dueAt: Timestamp.nullable().optional(),
};

const RowFilter = z.object({
  kind: CommaList.optional(),
  team: CommaList.optional(),
  verification: CommaList.optional(),
  family: CommaList.optional(),
  capability: CommaList.optional(),
  wave: CommaList.optional(),
  phase: CommaList.optional(),
  batch: CommaList.optional(),
  finding: CommaList.optional(),
  q: z.string().max(200).optional(),
});

export const makeBatch = operation({
  id: "makeBatch",
  method: "POST",
  path: `${programPath}/batches`,
  summary: "Make a batch of named rows, or of all that a filter of the inventory finds",
  tag: "sign-offs",
  status: 201,
  input: ProgramInput.extend({
    batch: BatchKey,
    ...BatchWords,
    rows: Rows.optional(),
    filter: RowFilter.optional(),
  }),
  answer: BatchView,
});

export const editBatch = operation({
  id: "editBatch",
  method: "PUT",
  path: `${programPath}/batches/{batch}`,
  summary: "Change a batch's words, owner, week or date; what is left out stays",
  tag: "sign-offs",
  input: BatchInput.extend({ version: Version, ...BatchWords }),
  answer: BatchView,
});

export const changeBatchRows = operation({
  id: "changeBatchRows",
  method: "POST",
  path: `${programPath}/batches/{batch}/rows`,
  summary: "Put rows into a batch that was made here, or take them out",
  tag: "sign-offs",
  input: BatchInput.extend({ add: Rows.default([]), remove: Rows.default([]) }),
  answer: BatchView,
});

export const removeBatch = operation({
  id: "removeBatch",
  method: "DELETE",
  path: `${programPath}/batches/{batch}`,
  summary: "Take away a batch that was made here; its rows and their signatures stay",
  tag: "sign-offs",
  input: BatchInput,
  answer: z.object({ batch: z.string() }),
});

export const importSchedule = operation({
  id: "importSchedule",
  method: "POST",
  path: `${programPath}/schedule`,
  summary: "Take the weeks, the checklist and the cautions out of a Markdown text",
  tag: "sign-offs",
  input: ProgramInput.extend({
    file: z.string().min(1).max(300),
    text: z.string().max(1_000_000, "a schedule has at most 1,000,000 characters"),
  }),
  answer: ScheduleView.extend({
    says: z.string(),
    findings: z.array(z.string()),
  }),
});

const WeekInput = ProgramInput.extend({ week: Day, version: Version });

export const setScheduleWeek = operation({
  id: "setScheduleWeek",
  method: "PUT",
  path: `${programPath}/schedule/weeks/{week}`,
  summary: "Plan a week, or change it; version 0 plans a new one",
  tag: "sign-offs",
  input: WeekInput.extend({
    scopes: z
      .array(
        z
          .string()
          .trim()
          .regex(/^[^,\s][^,]{0,99}$/, "must be a wave or a batch, without commas"),
      )
      .max(200)
      .optional(),
    notes: z.string().trim().max(2000).optional(),
    goals: z.string().trim().max(2000).optional(),
  }),
  answer: ScheduleView,
});

export const removeScheduleWeek = operation({
  id: "removeScheduleWeek",
  method: "DELETE",
  path: `${programPath}/schedule/weeks/{week}`,
  summary: "Take a week out of the schedule",
  tag: "sign-offs",
  input: ProgramInput.extend({ week: Day, version: z.coerce.number().int().min(1) }),
  answer: ScheduleView,
});

export const setReviewGuide = operation({
  id: "setReviewGuide",
  method: "PUT",
  path: `${programPath}/schedule/guide`,
  summary: "Set what every review meeting goes through, and what it takes care of",
  tag: "sign-offs",
  input: ProgramInput.extend({ version: Version, checklist: Points, cautions: Points }),
  answer: ScheduleView,
});
