import { randomUUID } from "node:crypto";
import { makeBatch } from "@/lib/server/commands/make-batch";
import { setScheduleWeek } from "@/lib/server/commands/set-schedule-week";
import { admin, as } from "@/lib/server/test-actors";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const program = "here";
const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";
const planners = { people: "owner engineer manager", tokens: "admin" };
const reviewers = { people: "owner engineer manager", tokens: "never" };
const rows = [{ kind: "route", key: "R-1" }];

const made = async (): Promise<string> => {
  const batch = `B-${randomUUID()}`;
  await makeBatch.run(as(admin), { program, batch, rows });
  return batch;
};

/** A meeting that goes on. */
const started = async (database: TestDatabase): Promise<string> => {
  const { id } = await database.reviewSession.create({
    data: {
      program: { connect: { key: program } },
      batch: await made(),
      rows,
      attendees: [],
      steps: [{ says: "Look back.", doneBy: null, doneAt: null }],
      startedByName: "A test",
      startedAt: new Date(),
    },
  });
  return id;
};

/** A week that nobody planned yet. */
const someWeek = (): string => {
  const days = Math.floor(Math.random() * 8_000);
  return new Date(Date.UTC(2030, 0, 7 + 7 * days)).toISOString().slice(0, 10);
};

const plannedWeek = async (): Promise<string> => {
  const week = someWeek();
  await setScheduleWeek.run(as(admin), { program, week, version: 0, scopes: ["A1"] });
  return week;
};

/** Who may plan batches and weeks, and go through them. */
export const batchRows = (database: () => TestDatabase): readonly Row[] => [
  {
    operation: "listBatches",
    people: anyRole,
    tokens: readers,
    input: async () => ({ program }),
  },
  {
    operation: "readBatch",
    people: anyRole,
    tokens: readers,
    input: async () => ({ program, batch: await made() }),
  },
  {
    operation: "makeBatch",
    ...planners,
    input: async () => ({ program, batch: `B-${randomUUID()}`, rows }),
  },
  {
    operation: "editBatch",
    ...planners,
    input: async () => ({ program, batch: await made(), version: 1, title: "Another title" }),
  },
  {
    operation: "changeBatchRows",
    ...planners,
    input: async () => ({ program, batch: await made(), remove: rows }),
  },
  {
    operation: "removeBatch",
    ...planners,
    input: async () => ({ program, batch: await made() }),
  },
  {
    operation: "importSchedule",
    people: "engineer manager",
    tokens: "admin",
    input: async () => ({
      program,
      file: "schedule.md",
      text: `| Week | Waves |\n|---|---|\n| ${someWeek()} | A1 |\n`,
    }),
  },
  {
    operation: "setScheduleWeek",
    ...planners,
    input: async () => ({ program, week: someWeek(), version: 0, scopes: ["A1"] }),
  },
  {
    operation: "removeScheduleWeek",
    ...planners,
    input: async () => ({ program, week: await plannedWeek(), version: 1 }),
  },
  {
    operation: "setReviewGuide",
    ...planners,
    input: async () => {
      const guide = await database().reviewGuide.findFirst({
        where: { program: { key: program } },
      });
      return {
        program,
        version: guide?.version ?? 0,
        checklist: [`Look back at ${randomUUID()}.`],
        cautions: [],
      };
    },
  },
  {
    operation: "listReviewSessions",
    people: anyRole,
    tokens: readers,
    input: async () => ({ program }),
  },
  {
    operation: "readReviewSession",
    people: anyRole,
    tokens: readers,
    input: async () => ({ program, session: await started(database()) }),
  },
  {
    operation: "startReviewSession",
    ...reviewers,
    input: async () => ({ program, batch: await made() }),
  },
  {
    operation: "noteReviewSession",
    ...reviewers,
    input: async () => ({
      program,
      session: await started(database()),
      step: { at: 0, isDone: true },
    }),
  },
  {
    operation: "finishReviewSession",
    ...reviewers,
    input: async () => ({ program, session: await started(database()) }),
  },
];
