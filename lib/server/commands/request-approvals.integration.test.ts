import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { editRequest } from "@/lib/server/commands/edit-request";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { withdrawRequest } from "@/lib/server/commands/withdraw-request";
import { listRequests } from "@/lib/server/queries/list-requests";
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
