import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { remindOfDue } from "@/lib/server/notices/due-reminders";
import { listNotices } from "@/lib/server/queries/list-notices";
import { as } from "@/lib/server/test-actors";
import { minutes, type RequestWorld, requestCast } from "@/lib/server/test-requests";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let world: RequestWorld;
let tomasz: Actor;
let kenji: Actor;
let ines: Actor;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());
beforeEach(async () => {
  ({ world, tomasz, kenji, ines } = await requestCast(runtime.database));
});

const hours = (count: number): Date => new Date(Date.now() + minutes(60 * count));
const remind = (at: Date) => remindOfDue(runtime.database, at);
const handleOf = (actor: Actor): string => (actor.kind === "person" ? `@${actor.handle}` : "");
const toldTo = async (actor: Actor): Promise<string[]> =>
  (await listNotices.run(as(actor), {})).notices.map(({ kind }) => kind);

describe("what is due is told once for each stage", () => {
  test("a waiver that ends soon, to its owner, whoever looks for it and however often", async () => {
    const { programId } = world;
    const asker = kenji.kind === "person" ? kenji.id : "";
    const { id } = await runtime.database.waiver.create({
      data: {
        programId,
        environmentId: (await world.environment("production")).id,
        gate: "tests",
        capability: "push",
        reason: "flaky",
        owner: handleOf(kenji),
        until: hours(100),
        state: "active",
        askedById: asker,
        askedByName: "Kenji",
        askedAt: new Date(),
      },
    });
    await remind(hours(0));
    expect(await toldTo(kenji)).toEqual([]);
    await Promise.all([remind(hours(40)), remind(hours(40)), remind(hours(41))]);
    await remind(hours(90));
    expect(await toldTo(kenji)).toEqual(["waiver-ends-soon"]);
    expect(await toldTo(ines)).toEqual([]);
    const { notices } = await listNotices.run(as(kenji), {});
    expect(notices[0]).toMatchObject({
      says: expect.stringMatching(/^The waiver of the gate tests for push ends on 20/),
      link: `/programs/${world.program}/gates/waivers?environment=production`,
    });
    // Held longer, its end is told of anew.
    await runtime.database.waiver.update({ where: { id }, data: { until: hours(200) } });
    await remind(hours(140));
    await remind(hours(201));
    expect(await toldTo(kenji)).toEqual(["waiver-ended", "waiver-ends-soon", "waiver-ends-soon"]);
  });

  test("a condition and a decision, near and late", async () => {
    const { programId } = world;
    await runtime.database.milestone.create({
      data: {
        programId,
        key: "M 1/a",
        position: 1,
        title: "First",
        rooms: {
          create: {
            number: 1,
            openedAt: new Date(),
            openedByName: "Inês",
            conditions: {
              create: {
                position: 1,
                text: "the drill",
                owner: handleOf(kenji),
                dueAt: hours(100),
              },
            },
          },
        },
      },
    });
    await runtime.database.decision.create({
      data: {
        programId,
        key: "D-001",
        position: 1,
        title: "Where blobs live",
        owner: "nobody known",
        targetAt: hours(100),
        status: "open",
        changedAt: new Date(),
        changedByName: "Inês",
      },
    });
    await remind(hours(50));
    expect(await toldTo(kenji)).toEqual(["condition-due"]);
    expect(await toldTo(ines)).toEqual(["decision-due"]);
    await remind(hours(101));
    expect(await toldTo(kenji)).toEqual(["condition-overdue", "condition-due"]);
    expect((await toldTo(ines)).sort()).toEqual([
      "condition-overdue",
      "decision-due",
      "decision-late",
    ]);
    const { notices } = await listNotices.run(as(kenji), {});
    expect(notices[0]?.link).toBe(`/programs/${world.program}/milestones/M%201%2Fa`);
  });

  test("a review that nobody closed, near and late", async () => {
    await forceLegacy.run(as(tomasz), { ...world.staging, reason: "errors went up" });
    await remind(hours(17));
    expect(await toldTo(kenji)).toEqual(["force-on"]);
    await remind(hours(19));
    await remind(hours(25));
    expect(await toldTo(kenji)).toEqual(["review-late", "review-due", "force-on"]);
    expect(await toldTo(tomasz)).toEqual([]);
  });

  test("a request that nobody finishes, to who asked and to who may approve", async () => {
    const { expiresAt } = await world.ask(tomasz);
    await remind(new Date(Date.parse(expiresAt) - minutes(60)));
    expect(await toldTo(tomasz)).toEqual(["request-expires-soon"]);
    expect(await toldTo(kenji)).toEqual(["request-expires-soon", "approval-asked"]);
  });

  test("leaves a trace in the audit, once", async () => {
    const { expiresAt } = await world.ask(tomasz);
    const near = new Date(Date.parse(expiresAt) - minutes(60));
    await remind(near);
    await remind(near);
    const events = await runtime.database.auditEvent.findMany({
      where: { chain: world.programId, action: "remind" },
    });
    expect(events).toHaveLength(1);
  });

  test("a batch with rows that nobody signed, and a signature that was asked for, near and late", async () => {
    const { programId } = world;
    const [row] = await runtime.database.item.findMany({
      where: { programId, kind: "route" },
      take: 1,
    });
    if (!row || kenji.kind !== "person") throw new Error("nothing to sign");
    const batch = await runtime.database.batch.create({
      data: {
        programId,
        key: "BATCH A/1",
        owner: handleOf(kenji),
        dueAt: hours(100),
        items: { create: { itemId: row.id, position: 1 } },
      },
    });
    await runtime.database.batch.create({ data: { programId, key: "EMPTY", dueAt: hours(100) } });
    await remind(hours(20));
    expect(await toldTo(kenji)).toEqual([]);
    await remind(hours(50));
    await remind(hours(101));
    expect(await toldTo(kenji)).toEqual(["batch-overdue", "batch-due"]);
    expect(await toldTo(ines)).toEqual(["batch-overdue"]);
    const { notices } = await listNotices.run(as(kenji), {});
    expect(notices[0]).toMatchObject({
      says: expect.stringMatching(/^The batch BATCH A\/1 \(1 of 1 rows are not done\) was due on/),
      link: `/programs/${world.program}/sign-offs?batch=BATCH%20A%2F1`,
    });
    await runtime.database.batch.update({ where: { id: batch.id }, data: { dueAt: null } });
    await runtime.database.signOffAsk.create({
      data: {
        programId,
        subjectKind: row.kind,
        subjectKey: row.key,
        askedById: kenji.id,
        askedByName: kenji.name,
        team: "nobody-of-this-name",
        at: new Date(),
        dueAt: hours(300),
      },
    });
    await remind(hours(251));
    await remind(hours(253));
    // Words that name no team reach the managers.
    expect((await toldTo(ines)).slice(0, 1)).toEqual(["signature-due"]);
    await remind(hours(301));
    expect((await toldTo(kenji)).slice(0, 1)).toEqual(["signature-overdue"]);
  });
});
