import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { editRequest } from "@/lib/server/commands/edit-request";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { liftForce } from "@/lib/server/commands/lift-force";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { setCapabilityRules } from "@/lib/server/commands/set-capability-rules";
import { withdrawRequest } from "@/lib/server/commands/withdraw-request";
import { listRequests } from "@/lib/server/queries/list-requests";
import { verifyAudit } from "@/lib/server/queries/verify-audit";
import { admin, as } from "@/lib/server/test-actors";
import { type RequestWorld, requestWorld } from "@/lib/server/test-requests";
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

/** A program in which Tomasz asks and Kenji and Inês decide. */
const begin = async (): Promise<void> => {
  world = await requestWorld(runtime.database);
  tomasz = await world.person("engineer", "api");
  kenji = await world.person("owner", "team-a");
  ines = await world.person("manager", "team-b");
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

describe("approvals fall", () => {
  beforeAll(begin);

  test("when the request is edited, and the editor asks from then on", async () => {
    const { number } = await world.ask(tomasz);
    await world.decide(kenji, number);
    const edit = {
      ...world.production,
      number,
      revision: 1,
      reason: "a canary first",
      rules: [{ ...world.family("health"), canary: { orgs: ["acme"] } }],
    };
    const other = await world.person("engineer");
    const edited = await editRequest.run(as(other), edit);
    expect(edited).toMatchObject({
      state: "awaiting-approval",
      revision: 2,
      requestedBy: other.name,
    });
    expect(edited.approvals[0]?.fell).toBe(`${other.name} edited the request.`);
    await expect(editRequest.run(as(tomasz), edit)).rejects.toMatchObject({
      code: "stale-version",
      message: expect.stringContaining("revision 2 (you saw 1)"),
    });
    await expect(world.decide(other, number)).rejects.toMatchObject({ code: "forbidden" });
    await expect(apply(tomasz, number)).rejects.toMatchObject({ code: "conflict" });
    await world.decide(kenji, number);
    await apply(tomasz, number);
    expect(await world.owner(world.production, "health")).toBe("target");
  });

  test("when its ground has moved, and it is decided on anew", async () => {
    const { number } = await world.ask(tomasz, { rules: [world.family("registry")] });
    const { request: seen } = await world.detail(number);
    await world.decide(kenji, number);
    const pin = await world.ask(tomasz, {
      rules: [{ level: "route", key: "R-2", owner: "go" }],
    });
    await world.decide(kenji, pin.number);
    await apply(tomasz, pin.number);
    const { request, moved, missing } = await world.detail(number);
    expect(request.state).toBe("awaiting-approval");
    expect(request.approvals[0]?.fell).toMatch(/^Version \d+, a flip by /);
    expect(moved).toEqual(["R-2 would no longer change: it was to go to go."]);
    expect(missing).toHaveLength(1);
    // Who decides on what they saw before it moved is told so.
    const { decideRequest } = await import("@/lib/server/commands/decide-request");
    await expect(
      decideRequest.run(as(ines), {
        ...world.production,
        number,
        revision: seen.revision,
        ground: seen.ground,
        decision: "approve",
      }),
    ).rejects.toMatchObject({ code: "stale-version" });
    expect((await world.decide(ines, number)).state).toBe("approved");
  });

  test("a change of something else leaves them standing", async () => {
    const gc = await world.ask(tomasz, { rules: [{ level: "worker", key: "gc", owner: "go" }] });
    const other = await world.ask(tomasz, { rules: [{ level: "route", key: "R-3", owner: "go" }] });
    await world.decide(kenji, gc.number);
    await world.decide(kenji, other.number);
    await apply(tomasz, other.number);
    expect((await world.detail(gc.number)).request.state).toBe("approved");
  });

  test("when an import moves what it touches", async () => {
    await begin();
    const { number } = await world.ask(tomasz, { rules: [world.family("registry")] });
    await world.decide(kenji, number);
    const { previewImport } = await import("@/lib/server/commands/preview-import");
    const { applyImport } = await import("@/lib/server/commands/apply-import");
    const more = [
      "route_id,method,path_template,route_family,owner,review_wave,contract_test_id,status",
      "R-9,DELETE,/pull/{id},registry,team-a,A1,PT-9,planned",
    ].join("\n");
    const files = [{ name: "routes.csv", bytes: new TextEncoder().encode(more) }];
    const { id } = await previewImport.run(as(admin), { program: world.program, files });
    await applyImport.run(as(admin), { program: world.program, import: id });
    const { request, moved } = await world.detail(number);
    expect(request.state).toBe("awaiting-approval");
    expect(request.approvals[0]?.fell).toContain("an import");
    expect(moved).toEqual(["R-9 would change too: python -> go."]);
  });
});

describe("quorum", () => {
  beforeAll(begin);

  test("two approvals of one team are not two teams", async () => {
    await world.policy("production", { approvals: 2, teams: { kind: "distinct", count: 2 } });
    const { number } = await world.ask(tomasz);
    const second = await world.person("owner", "team-a");
    expect((await world.decide(kenji, number)).state).toBe("awaiting-approval");
    expect((await world.decide(second, number)).state).toBe("awaiting-approval");
    expect((await world.detail(number)).missing[0]?.says).toBe(
      "Approvals from 2 different teams: 1 so far.",
    );
    expect((await world.decide(ines, number)).state).toBe("approved");
  });

  test("the team that owns what changes owner has to be among them", async () => {
    await world.policy("production", { approvals: 1, teams: { kind: "owning" } });
    const { number } = await world.ask(tomasz, { rules: [world.family("registry")] });
    await world.decide(kenji, number);
    const { request, missing } = await world.detail(number);
    expect(request.state).toBe("awaiting-approval");
    expect(missing).toEqual([
      {
        kind: "approval",
        says: "An approval from the team team-b, which owns some of what changes owner.",
        whose: "nobody in the team team-b may approve: a manager gives somebody the role",
      },
    ]);
    expect((await world.decide(ines, number)).state).toBe("approved");
  });

  test("many who approve at once are all counted, and one who does twice is one", async () => {
    await world.policy("production", { approvals: 4 });
    const { number } = await world.ask(tomasz, {
      rules: [{ level: "worker", key: "gc", owner: "go" }],
    });
    const people = await Promise.all([1, 2, 3].map(() => world.person("owner")));
    const all = [...people, kenji, kenji];
    await Promise.all(all.map((person) => world.decide(person, number)));
    const { request } = await world.detail(number);
    expect(request.state).toBe("approved");
    expect(request.approvals).toHaveLength(4);
  });
});

describe("a request ends", () => {
  beforeAll(begin);

  test("rejected, and nothing more comes of it", async () => {
    const { number } = await world.ask(tomasz);
    expect((await world.decide(kenji, number, "reject")).state).toBe("rejected");
    await expect(apply(tomasz, number)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("It was rejected: nothing more comes of it."),
    });
    await expect(world.decide(ines, number)).rejects.toThrow("It was rejected");
  });

  test("withdrawn by its asker or a manager, by nobody else", async () => {
    const { number } = await world.ask(tomasz);
    const place = { ...world.production, number, reason: "not yet" };
    await expect(withdrawRequest.run(as(kenji), place)).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await withdrawRequest.run(as(tomasz), place)).state).toBe("withdrawn");
    expect((await withdrawRequest.run(as(tomasz), place)).state).toBe("withdrawn");
    const other = await world.ask(tomasz);
    const by = await withdrawRequest.run(as(ines), { ...place, number: other.number });
    expect(by.closed).toMatchObject({ by: ines.name, because: "not yet" });
  });

  test("called off by a rollback in its reach, with the reason", async () => {
    const flipped = await world.ask(tomasz, {
      rules: [{ level: "route", key: "R-2", owner: "go" }],
    });
    await world.decide(kenji, flipped.number);
    await apply(tomasz, flipped.number);
    const inReach = await world.ask(tomasz, { rules: [world.family("registry")] });
    await world.decide(kenji, inReach.number);
    const outside = await world.ask(tomasz, { rules: [world.family("health")] });
    await world.decide(kenji, outside.number);
    await world.rollback(world.production, { level: "route", key: "R-2", owner: null });
    const { request } = await world.detail(inReach.number);
    expect(request.state).toBe("conflicted");
    expect(request.closed?.because).toMatch(
      /^Called off: Version \d+, a rollback by tests \(errors went up\)\.$/,
    );
    expect((await world.detail(outside.number)).request.state).toBe("approved");
    await expect(apply(tomasz, inReach.number)).rejects.toThrow("overtaken by another change");
  });

  test("called off by a force over its family", async () => {
    const inReach = await world.ask(tomasz, { rules: [world.family("registry")] });
    await forceLegacy.run(as(admin), {
      ...world.production,
      scope: "family",
      key: "registry",
      reason: "fire",
    });
    const { request } = await world.detail(inReach.number);
    expect(request).toMatchObject({
      state: "conflicted",
      closed: { because: expect.stringContaining("a force by tests (fire)") },
    });
  });

  test("is listed where it belongs", async () => {
    const { counts, requests } = await listRequests.run(as(tomasz), { program: world.program });
    expect(counts).toEqual({ waiting: 1, mine: 7, ended: 6 });
    expect(requests.map(({ state }) => state)).toEqual(["approved"]);
    const ended = await listRequests.run(as(kenji), { program: world.program, show: "ended" });
    expect(ended.requests).toHaveLength(6);
    expect(
      (await listRequests.run(as(kenji), { program: world.program, show: "mine" })).requests,
    ).toEqual([]);
  });
});

describe("lifting a force", () => {
  beforeAll(begin);
  const force = () => ({ ...world.production, reason: "fire" });

  test("takes a second person where something goes back to the target, and nobody where nothing does", async () => {
    await forceLegacy.run(as(admin), force());
    const lifted = await liftForce.run(as(tomasz), { ...force(), reason: "it is out" });
    expect(lifted.repeated).toBe(false);
    const asked = await world.ask(tomasz);
    await world.decide(kenji, asked.number);
    await apply(tomasz, asked.number);
    await forceLegacy.run(as(admin), force());
    await expect(
      liftForce.run(as(tomasz), { ...force(), reason: "it is out" }),
    ).rejects.toMatchObject({
      code: "needs-request",
      facts: { request: { lift: { scope: "program" } } },
    });
    const lift = await world.ask(tomasz, { rules: undefined, lift: { scope: "program" } });
    expect(lift).toMatchObject({
      state: "awaiting-approval",
      says: "1 route to go in production.",
    });
    await world.decide(kenji, lift.number);
    const { change } = await apply(tomasz, lift.number);
    expect(change?.effect.routesMoved).toBe(1);
    const { id } = await world.environment("production");
    expect(await runtime.database.force.count({ where: { environmentId: id } })).toBe(0);
  });
});

describe("no other door", () => {
  beforeAll(begin);

  test("a split of capabilities that would move rows to the target names the rules to ask for", async () => {
    const split = { capability: "push", family: "registry", methods: ["PUT"] };
    await setCapabilityRules.run(as(admin), {
      program: world.program,
      rules: [split],
      reason: "so that push flips alone",
    });
    const asked = await world.ask(tomasz, {
      rules: [{ level: "capability", key: "push", owner: "go" }],
    });
    await world.decide(kenji, asked.number);
    await apply(tomasz, asked.number);
    const wider = {
      program: world.program,
      rules: [{ capability: "push", family: "registry" }],
      reason: "all of it",
    };
    await expect(setCapabilityRules.run(as(tomasz), wider)).rejects.toMatchObject({
      code: "needs-request",
      message: expect.stringContaining("would send R-2 to go"),
      facts: { request: { rules: [{ level: "route", key: "R-2", owner: "go" }] } },
    });
    const first = await world.ask(tomasz, { rules: [{ level: "route", key: "R-2", owner: "go" }] });
    await world.decide(kenji, first.number);
    await apply(tomasz, first.number);
    await setCapabilityRules.run(as(tomasz), wider);
  });

  test("an earlier version is restored by a request, as one change", async () => {
    const target = (await world.environment("production")).version;
    await world.rollback(world.production, { level: "route", key: "R-2", owner: "python" });
    const direct = changeSwitches.run(as(tomasz), {
      ...world.production,
      reason: "back to how it was",
      expectedVersion: target + 1,
      restore: { version: target },
    });
    await expect(direct).rejects.toMatchObject({ code: "needs-request" });
    const asked = await world.ask(tomasz, { rules: undefined, restore: { version: target } });
    await world.decide(kenji, asked.number);
    const { change } = await apply(tomasz, asked.number);
    expect(change).toMatchObject({ version: target + 2, effect: { routesMoved: 1 } });
    // And back again at once, as a rollback.
    const done = await changeSwitches.run(as(tomasz), {
      ...world.production,
      reason: "errors again",
      restore: { version: target + 1 },
    });
    expect(done.effect.kind).toBe("rollback");
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
