import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { closeReview } from "@/lib/server/commands/close-review";
import { createHook } from "@/lib/server/commands/create-hook";
import { createToken } from "@/lib/server/commands/create-token";
import { endForce } from "@/lib/server/commands/end-force";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { liftForce } from "@/lib/server/commands/lift-force";
import { revokeHook } from "@/lib/server/commands/revoke-hook";
import { takeHookDelivery } from "@/lib/server/commands/take-hook-delivery";
import { listReviews } from "@/lib/server/queries/list-reviews";
import { previewForce } from "@/lib/server/queries/preview-force";
import { readSwitches } from "@/lib/server/queries/read-switches";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { signedCall } from "@/lib/server/test-callers";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let here: string;
beforeAll(async () => {
  runtime = await startTestRuntime();
  here = await exampleProgram(runtime.database, "here");
});
afterAll(() => runtime.close());

const staging = { program: "here", environment: "staging" };
const reason = "errors rose";
const inAnHour = () => new Date(Date.now() + 3_600_000);
const schedule = { kind: "system", name: "schedule" } as const;
const board = () => readSwitches.run(as(admin), staging);
const rule = (level: string, key: string, owner: string | null, more: object = {}) => ({
  level,
  key,
  owner,
  ...more,
});
const change = async (...rules: object[]) =>
  changeSwitches.run(as(admin), {
    ...staging,
    expectedVersion: (await board()).version,
    reason,
    rules,
  });
const reviews = async () => (await listReviews.run(as(admin), staging)).reviews;

beforeEach(async () => {
  await liftForce.run(as(admin), { ...staging, reason });
  await change(rule("family", "registry", "go"), rule("capability", "registry", null)).catch(
    () => undefined,
  );
});

describe("a force", () => {
  test("opens a review that is due in a day, and somebody else closes it", async () => {
    const before = (await reviews()).length;
    const person = await personWith(runtime.database, "on-call", here);
    await forceLegacy.run(as(person), { ...staging, reason });
    const [open] = (await reviews()).filter(({ openedBy }) => openedBy === person.name);
    expect(await reviews()).toHaveLength(before + 1);
    expect(Date.parse(open?.dueAt ?? "") - Date.parse(open?.openedAt ?? "")).toBe(86_400_000);
    const close = (by: typeof person) =>
      closeReview.run(as(by), { ...staging, review: open?.id, outcome: "a bad deploy" });
    await expect(close(person)).rejects.toMatchObject({ code: "forbidden" });
    const other = await personWith(runtime.database, "manager", here);
    expect(await close(other)).toMatchObject({ closedBy: other.name, outcome: "a bad deploy" });
    await expect(close(other)).rejects.toMatchObject({ code: "conflict" });
  });

  test("by a token is not reviewed by who made the token", async () => {
    const maker = await personWith(runtime.database, "manager", here);
    const made = await createToken.run(as({ ...maker, isAdmin: true } as Actor), {
      program: "here",
      name: "pager",
      scopes: ["switch"],
    });
    const token: Actor = {
      kind: "token",
      id: made.id,
      name: made.name,
      scopes: ["switch"],
      programId: here,
      environmentId: null,
    };
    await forceLegacy.run(as(token), { ...staging, reason });
    const open = (await reviews()).find(({ openedBy }) => openedBy === "pager");
    const close = (by: Actor) =>
      closeReview.run(as(by), { ...staging, review: open?.id, outcome: "a bad deploy" });
    await expect(close(maker)).rejects.toMatchObject({ code: "forbidden" });
    const other = await personWith(runtime.database, "manager", here);
    expect(await close(other)).toMatchObject({ closedBy: other.name });
  });

  test("asked for again holds for the longer time, in one version", async () => {
    const until = inAnHour();
    const first = await forceLegacy.run(as(admin), {
      ...staging,
      reason,
      until: until.toISOString(),
    });
    expect((await board()).force).toMatchObject([{ until: until.toISOString() }]);
    const shorter = new Date(until.getTime() - 60_000).toISOString();
    await forceLegacy.run(as(admin), { ...staging, reason, until: shorter });
    expect((await board()).force).toMatchObject([{ until: until.toISOString() }]);
    const again = await forceLegacy.run(as(admin), { ...staging, reason });
    expect(again).toMatchObject({ repeated: true, version: first.version });
    expect((await board()).force).toMatchObject([{ until: null }]);
  });

  test("with characters in its reason that no database holds is told so, or taken", async () => {
    for (const odd of ["errors \u0000 rose", "errors \ud83d rose"]) {
      const forced = forceLegacy.run(as(admin), { ...staging, reason: odd });
      const code = await forced.then(
        () => "taken",
        (error: { code?: string }) => error.code,
      );
      expect(["taken", "invalid"]).toContain(code);
    }
  });

  test("of the past is refused", async () => {
    const until = new Date(Date.now() - 1000).toISOString();
    await expect(forceLegacy.run(as(admin), { ...staging, reason, until })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("ends by itself when its time is over, and not before", async () => {
    const until = inAnHour();
    await forceLegacy.run(as(admin), { ...staging, reason, until: until.toISOString() });
    const end = (now: Date) =>
      endForce.run({ ...as(schedule), now }, { ...staging, scope: "program", reason });
    expect(await end(new Date())).toMatchObject({ repeated: true });
    expect((await board()).force).toHaveLength(1);
    expect(await end(new Date(until.getTime() + 1))).toMatchObject({ repeated: false });
    expect((await board()).force).toEqual([]);
    expect(await end(new Date(until.getTime() + 2))).toMatchObject({ repeated: true });
  });
});

describe("going back from a lossy capability", () => {
  const lossy = () => change(rule("capability", "registry", "go", { legacy: "lossy" }));

  test("is told by a dry run, which writes nothing", async () => {
    await lossy();
    const before = await board();
    const dry = await previewForce.run(as(admin), { ...staging, dryRun: true });
    expect(dry).toMatchObject({ dryRun: true, version: before.version });
    expect(dry.effect).toMatchObject({
      losses: ["registry"],
      says: expect.stringMatching(/2 routes.* to python in staging/),
    });
    expect(await board()).toEqual(before);
  });

  test("is refused until what is lost is named, for a rollback and a force alike", async () => {
    await lossy();
    const back = { ...staging, reason, rules: [rule("capability", "registry", "python")] };
    await expect(changeSwitches.run(as(admin), back)).rejects.toMatchObject({
      code: "needs-acknowledgement",
      facts: { capabilities: ["registry"] },
    });
    await expect(forceLegacy.run(as(admin), { ...staging, reason })).rejects.toMatchObject({
      code: "needs-acknowledgement",
    });
    const acknowledgeLosses = ["registry"];
    await forceLegacy.run(as(admin), { ...staging, reason, acknowledgeLosses });
    await liftForce.run(as(admin), { ...staging, reason });
    const done = await changeSwitches.run(as(admin), { ...back, acknowledgeLosses });
    expect(done).toMatchObject({ effect: { kind: "rollback" } });
    expect((await board()).legacyStates).toEqual({ registry: "lossy" });
  });

  test("asks for nothing once the state is hot again", async () => {
    await change(rule("capability", "registry", "go", { legacy: "hot" }));
    expect((await board()).legacyStates).toEqual({});
    await forceLegacy.run(as(admin), { ...staging, reason });
  });
});

describe("a monitor's webhook", () => {
  const hook = (kind: "generic" | "alertmanager", more: object = {}) =>
    createHook.run(as(admin), { ...staging, name: "pager", kind, ...more });
  const deliver = (id: string, call: object) =>
    takeHookDelivery.run(as({ kind: "system", name: "nobody signed in" }), { hook: id, ...call });
  const force = JSON.stringify({ action: "force", reason: "5xx over 2 %" });

  test("forces in its own name when it is signed, and is audited", async () => {
    const { hook: made, secret } = await hook("generic", { holdMinutes: 30 });
    const call = signedCall(secret, force);
    expect(await deliver(made.id, call)).toMatchObject({ did: "forced" });
    const [held] = (await board()).force;
    expect(held).toMatchObject({ by: "webhook pager", reason: "5xx over 2 %" });
    expect(Date.parse(held?.until ?? "") - Date.parse(held?.since ?? "")).toBe(30 * 60_000);
    const [event] = await runtime.database.auditEvent.findMany({
      where: { chain: here },
      orderBy: { sequence: "desc" },
      take: 1,
    });
    expect(event).toMatchObject({
      action: "take-hook-delivery",
      actor: { name: "webhook pager" },
      reason: "5xx over 2 %",
    });
    await expect(deliver(made.id, call)).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    ["whose words are cut within an emoji", `${"x".repeat(499)}\u{1f525}`, "errors"],
    ["with characters that no database holds", "5xx \u0000 \ud83d over 2 %", "errors"],
    ["that groups by many labels", "5xx over 2 %", randomBytes(6000).toString("hex")],
  ])("%s forces all the same", async (_, summary, groupKey) => {
    const { hook: made, secret } = await hook("alertmanager");
    const alert = { status: "firing", startsAt: "2026-11-21T02:00:00Z", annotations: { summary } };
    const body = JSON.stringify({ status: "firing", groupKey, alerts: [alert] });
    const call = { body, authorization: `Bearer ${secret}`, signature: null };
    expect(await deliver(made.id, call)).toMatchObject({ did: "forced" });
    expect(await deliver(made.id, call)).toMatchObject({ did: "nothing" });
  });

  test("unsigned, wrongly signed, old, revoked and unknown calls do nothing", async () => {
    const { hook: made, secret } = await hook("generic");
    const version = (await board()).version;
    const old = new Date(Date.now() - 10 * 60_000);
    for (const call of [
      { body: force, authorization: null, signature: null },
      { ...signedCall("another secret", force) },
      { ...signedCall(secret, force), body: force.replace("2 %", "9 %") },
      signedCall(secret, force, old),
    ]) {
      await expect(deliver(made.id, call)).rejects.toMatchObject({ code: "unauthenticated" });
    }
    await revokeHook.run(as(admin), { ...staging, hook: made.id });
    await expect(deliver(made.id, signedCall(secret, force))).rejects.toMatchObject({
      code: "unauthenticated",
    });
    expect((await board()).version).toBe(version);
  });

  test("an alert that goes on firing forces once, also when the force was lifted meanwhile", async () => {
    const { hook: made, secret } = await hook("alertmanager");
    const alerts = (startsAt: string) => ({
      body: JSON.stringify({
        status: "firing",
        groupKey: "errors",
        alerts: [{ status: "firing", startsAt, labels: { alertname: "Errors" } }],
      }),
      authorization: `Bearer ${secret}`,
      signature: null,
    });
    const first = alerts("2026-11-21T02:00:00Z");
    expect(await deliver(made.id, first)).toMatchObject({ did: "forced" });
    await liftForce.run(as(admin), { ...staging, reason });
    expect(await deliver(made.id, first)).toMatchObject({ did: "nothing" });
    expect((await board()).force).toEqual([]);
    expect(await deliver(made.id, alerts("2026-11-21T09:00:00Z"))).toMatchObject({ did: "forced" });
    await expect(
      deliver(made.id, { ...first, authorization: "Bearer wrong" }),
    ).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
