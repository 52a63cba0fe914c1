import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { liftForce } from "@/lib/server/commands/lift-force";
import { setCapabilityRules } from "@/lib/server/commands/set-capability-rules";
import { admin, as } from "@/lib/server/test-actors";
import { type RequestWorld, requestCast } from "@/lib/server/test-requests";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let world: RequestWorld;
type Person = Awaited<ReturnType<RequestWorld["person"]>>;
let tomasz: Person;
let kenji: Person;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const begin = async (): Promise<void> => {
  ({ world, tomasz, kenji } = await requestCast(runtime.database));
};

const apply = (actor: Person, number: number, more: object = {}) =>
  applyRequest.run(as(actor), { ...world.production, number, ...more });

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
