import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { applyImport } from "@/lib/server/commands/apply-import";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { createToken } from "@/lib/server/commands/create-token";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { freezeEnvironment } from "@/lib/server/commands/freeze-environment";
import { liftForce } from "@/lib/server/commands/lift-force";
import { previewImport } from "@/lib/server/commands/preview-import";
import { setCapabilityRules } from "@/lib/server/commands/set-capability-rules";
import { unfreezeEnvironment } from "@/lib/server/commands/unfreeze-environment";
import { doDueWork } from "@/lib/server/due-work";
import { readRequest } from "@/lib/server/queries/read-request";
import { admin, as } from "@/lib/server/test-actors";
import { minutes, type RequestWorld, requestWorld } from "@/lib/server/test-requests";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let world: RequestWorld;
let engineer: Actor;
let owner: Actor;
let manager: Actor;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());
beforeEach(async () => {
  world = await requestWorld(runtime.database);
  engineer = await world.person("engineer");
  owner = await world.person("owner");
  manager = await world.person("manager");
});

const later = (count: number): Date => new Date(Date.now() + minutes(count));
const forces = (environment: string) =>
  runtime.database.force.count({
    where: { environment: { programId: world.programId, key: environment } },
  });
const stateOf = async (number: number) =>
  (await readRequest.run(as(admin), { ...world.staging, number })).request.state;

test("in a protected environment a legacy rule is not made sticky at once: a stamp would open it", async () => {
  const sticky = changeSwitches.run(as(engineer), {
    ...world.production,
    reason: "uploads stay where they are",
    expectedVersion: (await world.environment("production")).version,
    rules: [{ ...world.family("health", "python"), sticky: "creation" }],
  });
  await expect(sticky).rejects.toMatchObject({ code: "needs-request" });
});

test("lifting a force beneath a wider one takes the approvals of the wider one's lift with it", async () => {
  const { production } = world;
  const health = await world.ask(engineer, {
    rules: [world.family("health"), world.family("registry")],
  });
  await world.decide(owner, health.number);
  await applyRequest.run(as(engineer), { ...production, number: health.number });
  const narrow = { ...production, reason: "fire", scope: "family", key: "health" };
  await forceLegacy.run(as(engineer), narrow);
  await forceLegacy.run(as(engineer), { ...production, reason: "fire" });
  const { number } = await world.ask(engineer, { rules: undefined, lift: { scope: "program" } });
  expect((await world.decide(owner, number)).state).toBe("approved");
  await liftForce.run(as(engineer), narrow);
  await expect(applyRequest.run(as(engineer), { ...production, number })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await forces("production")).toBe(1);
});

test("taking a pin away is approved with what stands beneath it, and falls when that changes", async () => {
  const { production } = world;
  const made = async (...rules: object[]) => {
    const { number } = await world.ask(engineer, { rules });
    await world.decide(owner, number);
    await applyRequest.run(as(engineer), { ...production, number });
  };
  const canary = { percent: 100, key: "org" };
  const pin = { level: "route", key: "R-2", owner: "python" };
  await made({ ...world.family("registry"), canary }, pin);
  const { number } = await world.ask(engineer, { rules: [{ ...pin, owner: null }] });
  expect((await world.decide(owner, number)).state).toBe("approved");
  await made(world.family("registry"));
  await expect(applyRequest.run(as(engineer), { ...production, number })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("what a split would send to the target beneath a force is a flip already", async () => {
  const { program } = world;
  const split = (...methods: string[]) =>
    setCapabilityRules.run(as(admin), {
      program,
      rules: [{ capability: "push", family: "registry", methods }],
      reason: "apart from pull",
    });
  await split("PUT");
  const { id } = await world.environment("production");
  await runtime.database.switchRule.create({
    data: { environmentId: id, level: "capability", key: "push", owner: "target" },
  });
  await forceLegacy.run(as(engineer), { ...world.production, reason: "fire" });
  await expect(split("PUT", "GET")).rejects.toMatchObject({ code: "needs-request" });
});

test("an import that sends requests to the target takes the right to flip", async () => {
  const header =
    "route_id,method,path_template,route_family,owner,review_wave,contract_test_id,status";
  const importer: Actor = {
    kind: "token",
    id: randomUUID(),
    name: "importer",
    scopes: ["import"],
    programId: world.programId,
    environmentId: null,
  };
  const bring = async (actor: Actor, ...rows: string[]) => {
    const bytes = new TextEncoder().encode([header, ...rows].join("\n"));
    const { program } = world;
    const { id } = await previewImport.run(as(actor), {
      program,
      files: [{ name: "routes.csv", bytes }],
    });
    return applyImport.run(as(actor), { program, import: id });
  };
  const narrow = (path: string) => `R-8,GET,${path},health,team-a,A1,PT-8,planned`;
  await bring(admin, "R-9,GET,/wide/{id},registry,team-a,A1,PT-9,planned", narrow("/wide/one"));
  await world.flipStaging({ level: "route", key: "R-9", owner: "go" });
  await expect(bring(importer, narrow("/narrow/one"))).rejects.toMatchObject({ code: "forbidden" });
});

test("a force whose time is over waits for the end of a freeze where it would send to the target", async () => {
  await world.flipStaging(world.family("health"));
  await forceLegacy.run(as(engineer), {
    ...world.staging,
    reason: "fire",
    until: later(5).toISOString(),
  });
  await freezeEnvironment.run(as(manager), { ...world.staging, reason: "audit week" });
  await doDueWork(runtime.database, later(6));
  expect(await forces("staging")).toBe(1);
  await unfreezeEnvironment.run(as(manager), { ...world.staging, reason: "over" });
  await doDueWork(runtime.database, later(6));
  expect(await forces("staging")).toBe(0);
});

describe("a return to what is so already calls off what is scheduled in its reach", () => {
  const schedule = async () =>
    (await world.ask(engineer, { ...world.staging, applyAt: later(10).toISOString() })).number;

  test("by a rollback", async () => {
    await world.rollback(world.staging, world.family("health", "python"));
    const number = await schedule();
    const back = await world.rollback(world.staging, world.family("health", "python"));
    expect(back.repeated).toBe(true);
    expect(await stateOf(number)).toBe("conflicted");
    const [event] = await runtime.database.auditEvent.findMany({
      where: { chain: world.programId },
      orderBy: { sequence: "desc" },
      take: 1,
    });
    expect(event).toMatchObject({
      action: "change-switches",
      subject: { environment: "staging", requests: [{ number, state: "conflicted" }] },
    });
  });

  test("by a force", async () => {
    await forceLegacy.run(as(engineer), { ...world.staging, reason: "fire" });
    const number = await schedule();
    await forceLegacy.run(as(engineer), { ...world.staging, reason: "still on fire" });
    expect(await stateOf(number)).toBe("conflicted");
  });
});

describe("an id that makes a retry safe stands for one content", () => {
  test("a request's for its time too", async () => {
    const requestId = randomUUID();
    const at = (count: number) =>
      world.ask(engineer, { requestId, applyAt: later(count).toISOString() });
    const asked = { requestId, applyAt: later(10).toISOString() };
    const { number } = await world.ask(engineer, asked);
    expect((await world.ask(engineer, asked)).number).toBe(number);
    await expect(at(20)).rejects.toMatchObject({ code: "conflict" });
  });

  test("a force's for its end too", async () => {
    const changeId = randomUUID();
    const force = { ...world.staging, reason: "fire", changeId, until: later(5).toISOString() };
    await forceLegacy.run(as(engineer), force);
    expect(await forceLegacy.run(as(engineer), force)).toMatchObject({ repeated: true });
    const longer = { ...force, until: later(60).toISOString() };
    await expect(forceLegacy.run(as(engineer), longer)).rejects.toMatchObject({ code: "conflict" });
  });
});

test("nobody approves what their token's token asked for", async () => {
  const chief: Actor = { ...owner, isAdmin: true } as Actor;
  const { program } = world;
  const asToken = ({ id, name }: { id: string; name: string }, scopes: string[]): Actor =>
    ({ kind: "token", id, name, scopes, programId: world.programId, environmentId: null }) as Actor;
  const first = await createToken.run(as(chief), { program, name: "root", scopes: ["admin"] });
  const second = await createToken.run(as(asToken(first, ["admin"])), {
    program,
    name: "deployer",
    scopes: ["switch"],
  });
  const { number } = await world.ask(asToken(second, ["switch"]));
  await expect(world.decide(chief, number)).rejects.toMatchObject({ code: "forbidden" });
  await world.decide(engineer, number);
});
