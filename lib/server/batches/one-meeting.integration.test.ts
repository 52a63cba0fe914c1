import { afterAll, beforeAll, expect, test } from "vitest";
import { signerOf, signOffProgram } from "@/bench/sign-off-rows";
import type { Actor } from "@/lib/domain/permissions";
import { finishReviewSession } from "@/lib/server/commands/finish-review-session";
import { startReviewSession } from "@/lib/server/commands/start-review-session";
import { listReviewSessions } from "@/lib/server/queries/list-review-sessions";
import { as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

const program = "meetings";
const batch = "BULK-8";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;
const people: Actor[] = [];

beforeAll(async () => {
  runtime = await startTestRuntime();
  programId = await signOffProgram(runtime.database, program, 12, { batches: [8] });
  for (const name of ["Inês", "Tomasz", "Farid"]) {
    people.push({ ...(await signerOf(runtime.database, programId)), name });
  }
});
afterAll(() => runtime.close());

const begin = (actor: Actor, of: object = { batch }) =>
  startReviewSession.run(as(actor), { program, ...of });
const events = () =>
  runtime.database.auditEvent.findMany({
    where: { chain: programId, action: "start-review-session" },
    orderBy: { sequence: "asc" },
    select: { after: true },
  });

test("a batch has one meeting at a time: who begins another at the same moment is led into it", async () => {
  const begun = await Promise.all(people.map((actor) => begin(actor)));
  const [first] = begun;
  const last = begun.find(({ attendees }) => attendees.length === 3);
  expect(new Set(begun.map(({ id }) => id)).size).toBe(1);
  expect(last?.rows).toHaveLength(8);
  expect(last?.startedBy).toBe(first?.attendees[0]);
  const { sessions } = await listReviewSessions.run(as(people[0] as Actor), { program, batch });
  expect(sessions.map(({ id }) => id)).toEqual([first?.id]);
  expect((await events()).map(({ after }) => after)).toEqual([
    { rows: 8, attendees: [expect.any(String)], steps: 0 },
    { joined: [expect.any(String)] },
    { joined: [expect.any(String)] },
  ]);
});

test("names that are given along come in; who is in it already changes nothing", async () => {
  const [actor] = people as [Actor];
  const joined = await begin(actor, { batch, attendees: ["Kenji"] });
  expect(joined.attendees).toHaveLength(4);
  const before = (await events()).length;
  expect((await begin(actor)).attendees).toEqual(joined.attendees);
  expect(await events()).toHaveLength(before);
});

test("another batch and the next one have a meeting of their own", async () => {
  const [actor] = people as [Actor];
  const one = await begin(actor);
  const other = await begin(actor, { batch: "BATCH-0000" });
  expect(other.id).not.toBe(one.id);
  await finishReviewSession.run(as(actor), { program, session: one.id });
  const next = await begin(actor);
  expect(next.id).not.toBe(one.id);
  expect(next.attendees).toHaveLength(1);
});

test.each([
  { batch, weekOf: null },
  { batch: null, weekOf: new Date("2026-11-16T00:00:00.000Z") },
])("the database itself takes no second one that goes on: %o", async (about) => {
  const write = (finishedAt: Date | null) =>
    runtime.database.reviewSession.create({
      data: {
        ...about,
        programId,
        rows: [],
        steps: [],
        startedByName: "nobody",
        startedAt: new Date(),
        finishedAt,
      },
    });
  await write(new Date());
  await write(new Date());
  if (about.batch === null) await write(null);
  await expect(write(null)).rejects.toThrow(/[Uu]nique/);
});
