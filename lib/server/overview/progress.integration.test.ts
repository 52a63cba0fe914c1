import { afterAll, beforeAll, expect, test } from "vitest";
import { dayOf } from "@/lib/domain/burn-up";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { loadExample } from "@/lib/server/commands/load-example";
import { recordProgress } from "@/lib/server/commands/record-progress";
import { readProgress } from "@/lib/server/overview/progress";
import { noLooks, recordDueProgress } from "@/lib/server/overview/progress-due";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let id: string;
beforeAll(async () => {
  runtime = await startTestRuntime();
  await loadExample.run(as(admin), { key: "router" });
  const program = await runtime.database.program.findUniqueOrThrow({ where: { key: "router" } });
  id = program.id;
  await runtime.database.progressPoint.deleteMany({ where: { programId: id } });
});
afterAll(() => runtime.close());

const start = new Date("2026-11-20T23:50:00Z");
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const points = () => readProgress(runtime.database, id);
const recorded = () =>
  runtime.database.auditEvent.count({ where: { chain: id, action: "record-progress" } });

const flip = async (owner: string): Promise<void> => {
  const engineer = await personWith(runtime.database, "engineer");
  const { version } = await runtime.database.environment.findFirstOrThrow({
    where: { programId: id, key: "staging" },
  });
  await changeSwitches.run(as(engineer), {
    program: "router",
    environment: "staging",
    expectedVersion: version,
    reason: "the answers were compared for a week",
    rules: [{ level: "capability", key: "task", owner }],
  });
};

test("a day's point is written once, changed where something moved, and idle days cost one event each", async () => {
  const looks = noLooks(start);
  const round = (minutes: number) => recordDueProgress(runtime.database, after(minutes), looks);
  await round(0);
  expect(await points(), "the first round comes a minute after the start").toEqual([]);
  await round(1);
  const [first] = await points();
  expect(first).toMatchObject({ day: "2026-11-20" });
  expect(first?.total).toBeGreaterThan(0);
  await round(3);
  expect(await recorded(), "nothing moved").toBe(1);

  await flip("go");
  await round(6);
  expect(await recorded(), "at most every 15 minutes").toBe(1);
  await round(17);
  const [yesterday, today] = await points();
  expect(yesterday).toEqual(first);
  expect(today).toMatchObject({ day: "2026-11-21" });
  expect(today?.flipped.staging).toBeGreaterThan(first?.flipped.staging ?? 0);
  expect(today?.flipped.production).toBe(first?.flipped.production);

  await round(40);
  await round(300);
  expect(await recorded(), "an idle program is not counted again").toBe(2);

  await flip("node");
  await round(340);
  expect((await points()).at(-1)?.flipped).toEqual(first?.flipped);
});

test("two processes that record at once leave one point and no second event", async () => {
  const day = dayOf(after(3 * 1440));
  const before = await recorded();
  const [one, other] = await Promise.all([
    recordProgress.run(as(admin), { program: "router", day }),
    recordProgress.run(as(admin), { program: "router", day }),
  ]);
  expect([one.isRecorded, other.isRecorded].sort()).toEqual([false, true]);
  expect(await recorded()).toBe(before + 1);
  expect((await points()).filter((point) => point.day === day)).toHaveLength(1);
});

test("an empty program has no point: a burn-up begins with the first row", async () => {
  const empty = await runtime.database.program.create({
    data: { key: "empty", name: "Empty", legacyName: "node", targetName: "go", environments: {} },
  });
  const day = "2026-11-21";
  expect(await recordProgress.run(as(admin), { program: "empty", day })).toEqual({
    isRecorded: false,
    sequence: 0,
  });
  expect(await readProgress(runtime.database, empty.id)).toEqual([]);
});
