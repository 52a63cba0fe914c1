import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realFixtures } from "@/bench/real-fixtures";
import type { Actor } from "@/lib/domain/permissions";
import { changeBatchRows } from "@/lib/server/commands/change-batch-rows";
import { editBatch } from "@/lib/server/commands/edit-batch";
import { finishReviewSession } from "@/lib/server/commands/finish-review-session";
import { importSchedule } from "@/lib/server/commands/import-schedule";
import { makeBatch } from "@/lib/server/commands/make-batch";
import { noteReviewSession } from "@/lib/server/commands/note-review-session";
import { removeBatch } from "@/lib/server/commands/remove-batch";
import { returnSignOff } from "@/lib/server/commands/return-sign-off";
import { setScheduleWeek } from "@/lib/server/commands/set-schedule-week";
import { signOff } from "@/lib/server/commands/sign-off";
import { startReviewSession } from "@/lib/server/commands/start-review-session";
import { passedTests } from "@/lib/server/evidence/test-standings";
import { bring, realProgram } from "@/lib/server/inventory/test-bring";
import { readOwed } from "@/lib/server/notices/owed";
import { listBatches } from "@/lib/server/queries/list-batches";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { readBatch } from "@/lib/server/queries/read-batch";
import { readSignOff } from "@/lib/server/queries/read-sign-off";
import { admin, as, inTeams, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "quay-real";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;
let owner: Person;

const passed = (testKeys: readonly string[]) => passedTests(runtime.database, programId, testKeys);

const list = (now = new Date("2026-02-12T12:00:00Z")) =>
  listBatches.run({ ...as(admin), now }, { program });
const batch = (key: string) => readBatch.run(as(admin), { program, batch: key });
const sign = async (key: string) => {
  const { digest } = await readSignOff.run(as(owner), { program, kind: "route", key });
  return signOff.run(as(owner), { program, subjects: [{ kind: "route", key, digest }] });
};

describe.skipIf(realFixtures() === null)(
  "the real program (skipped without ../shared/real)",
  () => {
    beforeAll(async () => {
      runtime = await startTestRuntime();
      programId = await realProgram(runtime.database, program);
      const person = await personWith(runtime.database, "owner", programId);
      if (person.kind !== "person") throw new Error("not a person");
      const now = new Date();
      const session = { id: randomUUID(), startedAt: now, authenticatedAt: now, factorAt: null };
      owner = await inTeams(runtime.database, { ...person, session }, [
        "registryd-v1",
        "registryd-v2",
      ]);
    });
    afterAll(() => runtime.close());

    test("fourteen batches with their rows, each in the weeks that its waves are planned for", async () => {
      const { batches, unbatched } = await list();
      const rows = batches.map(({ key, counts, waves, weeks }) => [
        key,
        counts.rows,
        waves.join(),
        weeks.join(),
      ]);
      expect(rows).toEqual([
        ["BATCH-A1-ROUTES", 43, "A1", "2026-02-09"],
        ["BATCH-A2-ROUTES", 274, "A2", "2026-02-09"],
        ["BATCH-A3-ROUTES", 22, "A3", "2026-02-09"],
        ["BATCH-A4-ROUTES", 74, "A4", "2026-02-09"],
        ["BATCH-RETIRED-WORKERS", 1, "P0", "2026-02-09"],
        ["BATCH-WP0-WORKERS", 7, "P0", "2026-02-09"],
        ["BATCH-WP1-WORKERS", 11, "P1", "2026-02-09"],
        ["BATCH-WP2-WORKERS", 7, "P2", "2026-02-16"],
        ["BATCH-WP3-WORKERS", 6, "P3", "2026-02-23"],
        ["BATCH-WP4-WORKERS", 3, "P4", "2026-02-23"],
        ["BATCH-WP5-WORKERS", 1, "P5", "2026-03-02"],
        ["RUNTIME-WAVE-W1", 2, "W1", "2026-02-09"],
        ["RUNTIME-WAVE-W2", 4, "W2", "2026-02-16,2026-02-23"],
        ["RUNTIME-WAVE-W3", 2, "W3", "2026-03-02"],
      ]);
      expect(unbatched).toBe(9 + 15 + 16);
    });

    test("four weeks hold every batch, and name nothing that there is not", async () => {
      const { weeks, guide, waves } = await list();
      expect(weeks.map(({ startsAt, counts }) => [startsAt, counts.rows])).toEqual([
        ["2026-02-09", 43 + 274 + 22 + 74 + 8 + 11 + 2],
        ["2026-02-16", 7 + 4],
        ["2026-02-23", 6 + 3 + 4],
        ["2026-03-02", 1 + 2],
      ]);
      expect(weeks.flatMap(({ unknown }) => unknown)).toEqual([]);
      expect(weeks[0]).toMatchObject({
        file: "signoff_schedule.md",
        notes: "owner-signoff promotion; retired-decision review",
        standing: { state: "on-time" },
      });
      expect([guide.checklist.length, guide.cautions.length]).toEqual([5, 3]);
      expect(waves.find(({ key }) => key === "P0")?.counts).toMatchObject({ rows: 8, done: 1 });
    });

    test("a batch is late once its last week is over, and one that is done never", async () => {
      const { batches } = await list(new Date("2026-02-17T12:00:00Z"));
      const states = Object.fromEntries(batches.map(({ key, standing }) => [key, standing.state]));
      expect(states).toMatchObject({
        "BATCH-A1-ROUTES": "late",
        "BATCH-RETIRED-WORKERS": "done",
        "BATCH-WP2-WORKERS": "on-time",
        "RUNTIME-WAVE-W2": "on-time",
      });
    });

    test("people are reminded of batches at the time that their pages show", async () => {
      const now = new Date("2026-02-14T12:00:00Z");
      const owed = await readOwed(runtime.database, now, program);
      const { batches } = await list(now);
      const shown = batches
        .filter(({ due, standing }) => due !== null && standing.remaining > 0)
        .map(({ key, due }) => [key, due?.at] as const);
      const near = (at: string | undefined) =>
        Date.parse(at ?? "") < now.getTime() + 8 * 86_400_000;
      const told = owed.filter(({ about }) => about === "batch");
      expect(told.map(({ pageKey, dueAt }) => [pageKey, dueAt.toISOString()]).sort()).toEqual(
        shown.filter(([, at]) => near(at)),
      );
      expect(told.length).toBeGreaterThan(4);
    });

    test("what is counted as ready is what the queue says lacks nothing", async () => {
      const tests = await runtime.database.contractTest.findMany({
        where: { item: { programId, kind: "route", wave: { in: ["A1", "A3"] } } },
        orderBy: { key: "asc" },
      });
      await passed([...new Set(tests.map(({ key }) => key))].filter((_, at) => at % 3 !== 0));
      for (const key of ["BATCH-A1-ROUTES", "BATCH-A3-ROUTES", "BATCH-WP2-WORKERS"]) {
        const { rows } = await listSignOffs.run(as(admin), { program, batch: key, limit: "200" });
        const lacksNothing = rows.filter(
          ({ missing, waits }) => missing.length === 0 && waits === "next-step",
        );
        expect((await batch(key)).counts.ready, key).toBe(lacksNothing.length);
      }
      expect((await batch("BATCH-A1-ROUTES")).counts.ready).toBeGreaterThan(10);
    });

    test("a batch made here survives every import, and one that files bring is not changed here", async () => {
      const made = await makeBatch.run(as(admin), {
        program,
        batch: "SECSCAN",
        title: "Secscan as one unit",
        weekOf: "2026-02-16",
        filter: { wave: "A3" },
      });
      expect(made).toMatchObject({ counts: { rows: 22 }, weeks: ["2026-02-16"] });
      const workers = await changeBatchRows.run(as(admin), {
        program,
        batch: "SECSCAN",
        add: [{ kind: "worker", key: "PROC-001" }],
        remove: [],
      });
      expect(workers.counts.rows).toBe(23);
      expect((await bring(program)).summary.says).toMatch(/^Nothing to change/);
      expect((await batch("SECSCAN")).counts.rows).toBe(23);
      expect((await batch("BATCH-A3-ROUTES")).counts.rows).toBe(22);
      const refused = changeBatchRows.run(as(admin), {
        program,
        batch: "BATCH-A3-ROUTES",
        remove: [{ kind: "route", key: "ROUTE-0001" }],
      });
      await expect(refused).rejects.toThrow(/comes from imported files/);
      await expect(
        removeBatch.run(as(admin), { program, batch: "BATCH-A3-ROUTES" }),
      ).rejects.toThrow(/comes from imported files/);
      await removeBatch.run(as(admin), { program, batch: "SECSCAN" });
      await expect(batch("SECSCAN")).rejects.toThrow(/no batch SECSCAN/);
    });

    test.each([
      [{ batch: "NONE", filter: { wave: "Z9" } }, /No row is like that/],
      [{ batch: "NONE", rows: [{ kind: "route", key: "ROUTE-9999" }] }, /no route ROUTE-9999/],
      [{ batch: "BATCH-A1-ROUTES" }, /already/],
      [{ batch: "not a key" }, /letters, digits/],
    ])("%o is not made", async (input, says) => {
      await expect(makeBatch.run(as(admin), { program, ...input })).rejects.toThrow(says);
      expect(await runtime.database.batch.count({ where: { programId, key: "NONE" } })).toBe(0);
    });

    test("of two who change one batch at once, one is told to look again", async () => {
      const { version } = await batch("BATCH-WP5-WORKERS");
      const edit = (title: string) =>
        editBatch.run(as(admin), { program, batch: "BATCH-WP5-WORKERS", version, title });
      await edit("Builders");
      await expect(edit("Queues")).rejects.toThrow(/was changed to version/);
      expect(await batch("BATCH-WP5-WORKERS")).toMatchObject({ title: "Builders", version: 2 });
    });

    test("a date of its own goes before the week, and a week that is changed here stays so", async () => {
      const { version } = await batch("BATCH-A2-ROUTES");
      await editBatch.run(as(admin), {
        program,
        batch: "BATCH-A2-ROUTES",
        version,
        dueAt: "2026-03-31T16:00:00.000Z",
      });
      const { batches } = await list(new Date("2026-02-17T12:00:00Z"));
      expect(batches.find(({ key }) => key === "BATCH-A2-ROUTES")).toMatchObject({
        due: { at: "2026-03-31T16:00:00.000Z", from: "own-date" },
        standing: { state: "on-time" },
      });
      const { weeks } = await list();
      const last = weeks.at(-1);
      await setScheduleWeek.run(as(admin), {
        program,
        week: "2026-03-02",
        version: last?.version,
        goals: "Nothing is left",
      });
      (await bring(program)).summary;
      const again = (await list()).weeks.at(-1);
      expect(again).toMatchObject({ goals: "Nothing is left", scopes: ["P5", "W3"] });
    });

    test("a schedule is taken out of a text alone; the same text again changes nothing", async () => {
      const text =
        "# Plan\n| Week | Waves |\n|---|---|\n| 2026-03-09 | `A1`, BATCH-WP5-WORKERS, X9 |\n";
      const take = () => importSchedule.run(as(admin), { program, file: "plan.md", text });
      const { says, weeks } = await take();
      expect(says).toBe("Took 1 new entry from plan.md.");
      expect(weeks.at(-1)).toMatchObject({ startsAt: "2026-03-09", unknown: ["X9"] });
      expect((await take()).says).toMatch(/^Nothing to change/);
      await expect(
        importSchedule.run(as(admin), { program, file: "plan.md", text: "No table." }),
      ).rejects.toThrow(/holds no schedule/);
    });

    test("a meeting goes through what is not done; what came of each row is kept and audited", async () => {
      const session = await startReviewSession.run(as(owner), {
        program,
        batch: "BATCH-A1-ROUTES",
        attendees: ["Kenji"],
      });
      expect(session.rows).toHaveLength(43);
      expect(session.steps).toHaveLength(5);
      expect(session.attendees).toEqual([owner.name, "Kenji"]);
      const [first, second, third] = session.rows;
      if (!first || !second || !third) throw new Error("A1 has rows");
      const signed = await sign(first.key);
      expect(signed.refused).toEqual([]);
      await returnSignOff.run(as(owner), {
        program,
        ...second,
        as: "needs-work",
        reason: "The anchor moved.",
      });
      const note = (more: object) =>
        noteReviewSession.run(as(owner), { program, session: session.id, ...more });
      await note({ row: { kind: third.kind, key: third.key, isSkipped: true } });
      await Promise.all([0, 1, 2].map((at) => note({ step: { at, isDone: true } })));
      await note({ attendee: { name: "Kenji", isHere: false } });
      const ended = await finishReviewSession.run(as(owner), { program, session: session.id });
      expect(ended.counts).toEqual({ signed: 1, returned: 1, skipped: 1, open: 40 });
      expect(ended.steps.map(({ doneBy }) => doneBy !== null)).toEqual([
        true,
        true,
        true,
        false,
        false,
      ]);
      expect(ended.attendees).toEqual([owner.name]);
      await expect(note({ step: { at: 4, isDone: true } })).rejects.toThrow(/has ended this/);
      const event = await runtime.database.auditEvent.findFirst({
        where: { action: "finish-review-session" },
        orderBy: { sequence: "desc" },
      });
      expect(event?.after).toMatchObject({ signed: 1, returned: 1, skipped: 1, open: 40 });
      const { counts } = await batch("BATCH-A1-ROUTES");
      expect(counts).toMatchObject({ done: 1, signed: 1, returned: 1 });
    });

    test("a week is gone through as well; one that is not planned is not", async () => {
      const week = await startReviewSession.run(as(owner), { program, week: "2026-02-23" });
      expect(week.rows).toHaveLength(6 + 3 + 4);
      await expect(
        startReviewSession.run(as(owner), { program, week: "2027-01-04" }),
      ).rejects.toThrow(/not in the schedule/);
      await expect(startReviewSession.run(as(owner), { program })).rejects.toThrow(
        /one of the two/,
      );
      await expect(
        startReviewSession.run(as(owner), { program, batch: "BATCH-RETIRED-WORKERS" }),
      ).rejects.toThrow(/no row that is not done/);
    });
  },
);
