import { randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { createEndpoint } from "@/lib/server/commands/create-endpoint";
import { editEndpoint } from "@/lib/server/commands/edit-endpoint";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { markNoticesRead } from "@/lib/server/commands/mark-notices-read";
import { removeEndpoint } from "@/lib/server/commands/remove-endpoint";
import { replayDelivery } from "@/lib/server/commands/replay-delivery";
import { revokeRole } from "@/lib/server/commands/revoke-role";
import { testEndpoint } from "@/lib/server/commands/test-endpoint";
import { tell } from "@/lib/server/notices/tell";
import {
  endpointAt,
  localSender,
  sendRound,
  webhookReceiver,
} from "@/lib/server/notices/test-receiver";
import { tellEverybody } from "@/lib/server/notices/test-tell";
import { listDeliveries } from "@/lib/server/queries/list-deliveries";
import { listEndpoints } from "@/lib/server/queries/list-endpoints";
import { listNotices } from "@/lib/server/queries/list-notices";
import { admin, as } from "@/lib/server/test-actors";
import { later, minutes, type RequestWorld, requestWorld } from "@/lib/server/test-requests";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let world: RequestWorld;
let tomasz: Actor;
let kenji: Actor;
let ines: Actor;

const receiver = webhookReceiver();

beforeAll(async () => {
  runtime = await startTestRuntime();
  await receiver.open();
});
afterAll(async () => {
  receiver.close();
  await runtime.close();
});
beforeEach(async () => {
  await runtime.database.noticeDelivery.deleteMany();
  receiver.forget();
  world = await requestWorld(runtime.database);
  tomasz = await world.person("engineer");
  kenji = await world.person("owner");
  ines = await world.person("manager");
});

const toldTo = async (actor: Actor): Promise<string[]> =>
  (await listNotices.run(as(actor), {})).notices.map(({ kind }) => kind);

const tellAll = (dedupe?: string) => tellEverybody(runtime.database, world, dedupe);
const sender = () => localSender(runtime.database);
const round = (now = new Date(), by = sender()) => sendRound(by, now);
const endpointAtReceiver = (more: Record<string, unknown> = {}) =>
  endpointAt(runtime.database, receiver.url(), ines, world.program, more);

describe("in the app", () => {
  test("a request is told to those who may approve it, and its decision to who asked", async () => {
    const { number } = await world.ask(tomasz);
    expect(await toldTo(kenji)).toEqual(["approval-asked"]);
    expect(await toldTo(ines)).toEqual(["approval-asked"]);
    expect(await toldTo(tomasz)).toEqual([]);
    await world.decide(kenji, number, "reject");
    expect(await toldTo(tomasz)).toEqual(["request-decided"]);
    const { notices } = await listNotices.run(as(tomasz), {});
    expect(notices[0]).toMatchObject({
      program: { key: world.program },
      says: expect.stringMatching(/^Request 1 in production was rejected by owner-/),
      link: `/programs/${world.program}/requests/production/1`,
    });
  });

  test("a force is told to everybody of the program but who forced", async () => {
    const viewer = await world.person("viewer");
    await forceLegacy.run(as(tomasz), { ...world.staging, reason: "errors went up" });
    for (const actor of [kenji, ines, viewer]) expect(await toldTo(actor)).toEqual(["force-on"]);
    expect(await toldTo(tomasz)).toEqual([]);
  });

  test("the same thing is told once", async () => {
    expect(await tellAll("blocker 1")).toBe(true);
    expect(await tellAll("blocker 1")).toBe(false);
    expect(await toldTo(kenji)).toEqual(["blocker-opened"]);
  });

  test("is marked as read by the reader alone, one by one or all", async () => {
    for (let count = 0; count < 3; count += 1) await tellAll();
    const { notices, unread } = await listNotices.run(as(kenji), {});
    expect(unread).toBe(3);
    const one = [notices[0]?.id];
    expect(await markNoticesRead.run(as(kenji), { notices: one })).toEqual({
      marked: 1,
      unread: 2,
    });
    expect(await markNoticesRead.run(as(ines), {})).toEqual({ marked: 3, unread: 0 });
    expect((await listNotices.run(as(kenji), { unread: "true" })).notices).toHaveLength(2);
    expect(await markNoticesRead.run(as(kenji), {})).toEqual({ marked: 2, unread: 0 });
  });

  test("is read a page at a time, the newest first", async () => {
    for (let count = 0; count < 5; count += 1) await tellAll();
    const first = await listNotices.run(as(kenji), { limit: 3 });
    const rest = await listNotices.run(as(kenji), { limit: 3, before: first.next });
    expect([first.notices.length, rest.notices.length, rest.next]).toEqual([3, 2, null]);
    const ids = [...first.notices, ...rest.notices].map(({ id }) => id);
    expect(ids).toEqual([...ids].sort().reverse());
  });

  test("is gone for who lost their role, and a program of others is not there", async () => {
    await tellAll();
    if (kenji.kind !== "person") throw new Error("not a person");
    const role = { program: world.program, handle: kenji.handle, role: "owner" };
    await revokeRole.run(as(ines), role);
    const outside: Actor = { ...kenji, roles: [] };
    expect(await listNotices.run(as(outside), {})).toEqual({ notices: [], unread: 0, next: null });
    await expect(listNotices.run(as(outside), { program: world.program })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("an endpoint", () => {
  test("is sent what happens, signed as Standard Webhooks asks", async () => {
    const { secret } = await endpointAtReceiver();
    await tellAll();
    expect(await round()).toBe(1);
    const [call] = receiver.calls;
    if (!call) throw new Error("nothing came");
    expect(new Webhook(secret ?? "").verify(call.body, call.headers)).toMatchObject({
      type: "blocker-opened",
      data: {
        program: world.program,
        title: "Blocker opened",
        says: "The oracle is down.",
        link: `https://signalbox.example/programs/${world.program}/blockers/1`,
        subject: { blocker: 1 },
      },
    });
    expect(() => new Webhook(secret ?? "").verify(`${call.body} `, call.headers)).toThrow();
    expect(await round(later(minutes(60)))).toBe(0);
  });

  test("is told only of the kinds it takes, and nothing while it is paused", async () => {
    const { place } = await endpointAtReceiver({ kinds: ["force-on"] });
    await tellAll();
    expect(await round()).toBe(0);
    await editEndpoint.run(as(ines), { ...place, kinds: [], paused: true });
    await tellAll();
    expect(await round()).toBe(0);
    await editEndpoint.run(as(ines), { ...place, paused: false });
    await tellAll();
    expect(await round()).toBe(1);
  });

  test("that fails is tried again later and later under the same id, is dead in the end, and replayed", async () => {
    const { place } = await endpointAtReceiver();
    receiver.answerWith(503);
    await tellAll();
    let now = new Date();
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      expect(await round(now), `attempt ${attempt}`).toBe(1);
      expect(await round(now), `soon after attempt ${attempt}`).toBe(0);
      const { nextAt } = await runtime.database.noticeDelivery.findFirstOrThrow();
      now = nextAt ?? now;
    }
    expect(new Set(receiver.calls.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    const read = async () => (await listDeliveries.run(as(ines), place)).deliveries[0];
    const dead = await read();
    expect(dead).toMatchObject({
      state: "dead",
      attempts: 8,
      lastStatus: 503,
      lastProblem: "It answered 503.",
    });
    expect((await listEndpoints.run(as(ines), place)).endpoints[0]).toMatchObject({ dead: 1 });
    receiver.answerWith(200);
    await replayDelivery.run(as(ines), { ...place, notice: dead?.notice });
    expect(await round()).toBe(1);
    expect(await read()).toMatchObject({ state: "delivered", attempts: 1, lastStatus: 200 });
    await expect(
      replayDelivery.run(as(ines), { ...place, notice: dead?.notice }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    [410, "dead"],
    [302, "due"],
  ])("that answers %i leaves it %s", async (status, state) => {
    await endpointAtReceiver();
    receiver.answerWith(status);
    await tellAll();
    await round();
    expect(await runtime.database.noticeDelivery.findFirstOrThrow()).toMatchObject({ state });
  });

  test("is sent each thing once by many processes that come at once", async () => {
    await endpointAtReceiver();
    for (let count = 0; count < 12; count += 1) await tellAll();
    const processes = Array.from({ length: 6 }, sender);
    const now = new Date();
    await Promise.all(processes.map((each) => round(now, each)));
    await Promise.all(processes.map((each) => round(now, each)));
    expect(receiver.calls).toHaveLength(12);
    expect(new Set(receiver.calls.map(({ headers }) => headers["webhook-id"])).size).toBe(12);
  });

  test("is sent again what a process died with, once its lease is over", async () => {
    await endpointAtReceiver();
    await tellAll();
    await runtime.database.noticeDelivery.updateMany({
      data: { attempts: 1, nextAt: later(30_000) },
    });
    expect(await round()).toBe(0);
    expect(await round(later(31_000))).toBe(1);
  });

  test("of Slack's shape gets words for people, unsigned, and nothing that they wrote means more", async () => {
    const { secret } = await endpointAtReceiver({ kind: "slack" });
    expect(secret).toBeNull();
    await runtime.database.$transaction((tx) =>
      tell(tx, {
        program: { id: world.programId },
        kind: "force-on",
        says: "<!channel> <https://evil.example|Open> & more",
        link: "/programs/p/emergencies",
        subject: {},
        dedupe: randomUUID(),
        to: ["everybody"],
        at: new Date(),
      }),
    );
    await round();
    const [call] = receiver.calls;
    expect(call?.headers["webhook-signature"]).toBeUndefined();
    const { text, blocks } = JSON.parse(call?.body ?? "{}");
    expect(text).toBe(
      "Legacy forced: &lt;!channel&gt; &lt;https://evil.example|Open&gt; &amp; more",
    );
    expect(blocks[0].text.text).toContain("&lt;!channel&gt;");
  });

  test("is sent a test the way everything else goes, and nobody else hears of it", async () => {
    const { place } = await endpointAtReceiver({ kinds: ["force-on"] });
    await endpointAtReceiver();
    await testEndpoint.run(as(ines), place);
    expect(await round()).toBe(1);
    expect(JSON.parse(receiver.calls[0]?.body ?? "{}")).toMatchObject({ type: "test" });
    expect(await toldTo(kenji)).toEqual([]);
  });

  test("is sent nothing once it is removed, and is known no more", async () => {
    const { place } = await endpointAtReceiver();
    await tellAll();
    await removeEndpoint.run(as(ines), place);
    expect(await round()).toBe(0);
    await expect(listDeliveries.run(as(ines), place)).rejects.toMatchObject({ code: "not-found" });
  });

  test.each([
    ["http://127.0.0.1:9/", "private address"],
    ["https://localhost/hook", "private address"],
    ["https://[::1]/hook", "private address"],
    ["http://8.8.8.8/hook", "Use https"],
    ["https://user:secret@8.8.8.8/", "user and password"],
    ["file:///etc/passwd", "must be an https address"],
  ])("at %s is refused: %s", async (address, says) => {
    const made = { program: world.program, name: "the chat", url: address };
    const refused = createEndpoint.run(as(ines), made);
    await expect(refused).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining(says),
    });
  });

  test("shows of Slack's address only the host, also in the audit", async () => {
    const secretPart = "T000/B000/XXXXXXXX";
    const { endpoint } = await createEndpoint.run(as(admin), {
      program: world.program,
      name: "the chat",
      kind: "slack",
      url: `https://8.8.8.8/services/${secretPart}`,
    });
    expect(endpoint.address).toBe("https://8.8.8.8/…");
    const events = await runtime.database.auditEvent.findMany({
      where: { chain: world.programId, action: "create-endpoint" },
    });
    expect(events).toHaveLength(1);
    expect(
      JSON.stringify(events, (_, value) => (typeof value === "bigint" ? String(value) : value)),
    ).not.toContain(secretPart);
  });
});
