import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { editRequest } from "@/lib/server/commands/edit-request";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { verifyAudit } from "@/lib/server/queries/verify-audit";
import { admin, as } from "@/lib/server/test-actors";
import { type RequestWorld, requestCast } from "@/lib/server/test-requests";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let world: RequestWorld;
type Person = Awaited<ReturnType<RequestWorld["person"]>>;
let tomasz: Person;
let kenji: Person;
let ines: Person;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const begin = async (): Promise<void> => {
  ({ world, tomasz, kenji, ines } = await requestCast(runtime.database));
};

const apply = (actor: Person, number: number, more: object = {}) =>
  applyRequest.run(as(actor), { ...world.production, number, ...more });

describe("a flip in a protected environment", () => {
  beforeAll(begin);

  test("is refused with what to ask for, asked for, approved by somebody else, and applied once", async () => {
    const rules = [world.family("health")];
    const direct = changeSwitches.run(as(tomasz), {
      ...world.production,
      reason: "straight away",
      expectedVersion: (await world.environment("production")).version,
      rules,
    });
    await expect(direct).rejects.toMatchObject({
      code: "needs-request",
      message: expect.stringContaining("production is protected"),
      facts: { environment: "production", approvals: 1, request: { rules } },
    });
    const asked = await world.ask(tomasz);
    expect(asked).toMatchObject({
      number: 1,
      state: "awaiting-approval",
      says: "1 route to go in production.",
      isMine: true,
    });
    await expect(apply(tomasz, 1)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/waits for approvals. 1 approval by somebody other than/),
    });
    expect((await world.detail(1)).missing).toEqual([
      {
        kind: "approval",
        says: expect.stringContaining("1 approval by somebody other than"),
        whose: expect.stringContaining(kenji.name),
      },
    ]);
    expect((await world.decide(kenji, 1)).state).toBe("approved");
    const before = (await world.environment("production")).version;
    const both = await Promise.all([apply(tomasz, 1), apply(tomasz, 1)]);
    const made = both.find(({ change }) => change !== null);
    expect(made?.change).toMatchObject({ version: before + 1, repeated: false });
    expect(both.map(({ request }) => request.version)).toEqual([before + 1, before + 1]);
    expect((await world.environment("production")).version).toBe(before + 1);
    expect(await world.owner(world.production, "health")).toBe("target");
    const { reason, requestId } = await runtime.database.switchChange.findFirstOrThrow({
      where: { environment: { programId: world.programId }, version: before + 1, kind: "flip" },
    });
    expect(requestId).toBe(asked.id);
    expect(reason).toBe(
      `the wave is ready (request 1 of ${tomasz.name}, approved by ${kenji.name})`,
    );
    expect((await apply(tomasz, 1)).change).toBeNull();
  });

  test("never by its asker, by a token, or by who lacks the role", async () => {
    const { number } = await world.ask(tomasz, { rules: [world.family("registry")] });
    await expect(world.decide(tomasz, number)).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("You asked for this yourself"),
    });
    await expect(world.decide(admin, number)).rejects.toMatchObject({
      code: "forbidden",
      message: "Only a person may do this, never an API token.",
    });
    const viewer = await world.person("viewer");
    await expect(world.decide(viewer, number)).rejects.toMatchObject({ code: "forbidden" });
    await expect(world.decide({ kind: "system", name: "schedule" }, number)).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await world.detail(number)).request.approvals).toEqual([]);
  });

  test("what a token asks for is not approved by whoever made the token", async () => {
    const token = await runtime.database.token.create({
      data: {
        name: "deployer",
        hash: randomUUID(),
        hint: "sbx_",
        scopes: ["switch"],
        programId: world.programId,
        createdByName: kenji.name,
      },
    });
    const deployer = {
      kind: "token",
      id: token.id,
      name: "deployer",
      scopes: ["switch"],
      programId: world.programId,
      environmentId: null,
    } as const;
    const asked = await world.ask(deployer, { rules: [world.family("registry")] });
    expect(asked.requestedBy).toBe(`deployer (token of ${kenji.name})`);
    await expect(world.decide(kenji, asked.number)).rejects.toMatchObject({ code: "forbidden" });
    expect((await world.decide(ines, asked.number)).state).toBe("approved");
  });

  test("a retry is the same request, and an id that meant something else is refused", async () => {
    const requestId = randomUUID();
    const first = await world.ask(tomasz, { rules: [world.family("registry")], requestId });
    const again = await world.ask(tomasz, { rules: [world.family("registry")], requestId });
    expect(again.number).toBe(first.number);
    await expect(
      world.ask(tomasz, { rules: [world.family("registry", null)], requestId }),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("many at once get numbers without gaps", async () => {
    const rules = [world.family("registry")];
    const asked = await Promise.all([1, 2, 3, 4].map(() => world.ask(tomasz, { rules })));
    const numbers = asked.map(({ number }) => number).sort((one, other) => one - other);
    expect(numbers).toEqual([0, 1, 2, 3].map((step) => (numbers[0] ?? 0) + step));
  });

  test("an audit of all of it verifies", async () => {
    const verified = await verifyAudit.run(as(admin), { program: world.program });
    expect(verified.state).toBe("intact");
    const actions = await runtime.database.auditEvent.findMany({
      where: { chain: world.programId, action: { in: ["decide-request", "apply-request"] } },
    });
    expect(actions.map(({ outcome }) => outcome)).toContain("denied");
  });
});

describe("what is asked for wrongly is refused", () => {
  beforeAll(begin);
  const past = new Date(Date.now() - 1000).toISOString();
  const far = new Date(Date.now() + 200 * 86_400_000).toISOString();
  test.each<[string, Record<string, unknown>, string, string]>([
    ["nothing", { rules: undefined }, "invalid", "exactly one of"],
    ["two things", { lift: { scope: "program" } }, "invalid", "exactly one of"],
    [
      "what is so already",
      {
        rules: [{ level: "worker", key: "gc", owner: "python" }],
      },
      "no-effect",
      "as this asks already",
    ],
    [
      "a family that is not",
      { rules: [{ level: "family", key: "nope", owner: "go" }] },
      "invalid",
      "There is no family nope",
    ],
    [
      "a canary on legacy",
      { rules: [{ level: "family", key: "health", owner: "python", canary: { orgs: ["a"] } }] },
      "invalid",
      "A canary says who meets go",
    ],
    ["a time that is past", { applyAt: past }, "invalid", "is past"],
    ["a time next year", { applyAt: far }, "invalid", "at most 90 days"],
    [
      "a rollback now",
      { rules: [{ level: "family", key: "health", owner: "python" }] },
      "conflict",
      "needs no request",
    ],
    [
      "the end of a force that is none",
      { rules: undefined, lift: { scope: "program" } },
      "no-effect",
      "as this asks already",
    ],
    [
      "the version that is",
      { rules: undefined, restore: { version: 2 } },
      "no-effect",
      "at version 2 already",
    ],
    [
      "a version that never was",
      { rules: undefined, restore: { version: 99 } },
      "not-found",
      "there is no version 99",
    ],
    [
      "the end of a freeze that is none",
      { rules: undefined, unfreeze: true },
      "no-effect",
      "is not frozen",
    ],
    [
      "the policy as it is",
      {
        rules: undefined,
        policy: {
          approvals: 1,
          teams: { kind: "any" },
          requestHours: 72,
          windows: [],
          interlocks: "refuse",
          gates: {},
          refusesOtherHashing: false,
        },
      },
      "no-effect",
      "says this already",
    ],
  ])("%s", async (_, more, code, says) => {
    const asker = "policy" in more || "unfreeze" in more ? ines : tomasz;
    await expect(world.ask(asker, more)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says),
    });
  });
});

test("a draft is nobody's to decide until it is asked for", async () => {
  await begin();
  const { number, state } = await world.ask(tomasz, { draft: true });
  expect(state).toBe("draft");
  await expect(world.decide(kenji, number)).rejects.toThrow("It is a draft");
  const { request: seen } = await world.detail(number);
  const submitted = await editRequest.run(as(tomasz), {
    ...world.production,
    number,
    revision: seen.revision,
    reason: seen.reason,
    rules: [world.family("health")],
  });
  expect(submitted.state).toBe("awaiting-approval");
  expect((await world.decide(kenji, number)).state).toBe("approved");
});

test("requestFlip of an unprotected environment without a time waits for whoever applies it", async () => {
  const asked = await requestFlip.run(as(tomasz), {
    ...world.staging,
    reason: "when the others are ready",
    rules: [world.family("health")],
  });
  expect(asked.state).toBe("approved");
  const { change } = await applyRequest.run(as(tomasz), { ...world.staging, number: asked.number });
  expect(change?.effect.routesMoved).toBe(1);
});
