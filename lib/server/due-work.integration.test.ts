import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { freezeEnvironment } from "@/lib/server/commands/freeze-environment";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { unfreezeEnvironment } from "@/lib/server/commands/unfreeze-environment";
import { doDueWork, startDueWork } from "@/lib/server/due-work";
import { readRequest } from "@/lib/server/queries/read-request";
import { admin, as } from "@/lib/server/test-actors";
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

const later = (milliseconds: number): Date => new Date(Date.now() + milliseconds);
const tick = (now: Date) => doDueWork(runtime.database, now);
const stateOf = async (number: number, place: object = world.production) =>
  (await readRequest.run(as(admin), { ...place, number })).request.state;

/** A scheduled flip of a family in staging, where nobody has to approve. */
const schedule = (family: string, more: object = {}) =>
  requestFlip.run(as(tomasz), {
    ...world.staging,
    reason: "at night",
    rules: [world.family(family)],
    applyAt: later(minutes(10)).toISOString(),
    ...more,
  });

describe("a scheduled change", () => {
  test("is made when its time has come, once, however many processes do it", async () => {
    const { number, state } = await schedule("health");
    expect(state).toBe("scheduled");
    const before = (await world.environment("staging")).version;
    await tick(later(minutes(9)));
    expect(await world.owner(world.staging, "health")).toBeNull();
    await expect(applyRequest.run(as(tomasz), { ...world.staging, number })).rejects.toThrow(
      /is scheduled for .* UTC\. Edit it to have it sooner/,
    );
    await Promise.all([
      tick(later(minutes(10))),
      tick(later(minutes(10))),
      tick(later(minutes(10))),
    ]);
    expect(await world.owner(world.staging, "health")).toBe("target");
    expect((await world.environment("staging")).version).toBe(before + 1);
    expect(await stateOf(number, world.staging)).toBe("applied");
    const events = await runtime.database.auditEvent.findMany({
      where: { chain: world.programId, action: "apply-request" },
    });
    expect(events.map(({ actor, outcome }) => [actor, outcome])).toEqual([
      [{ kind: "system", name: "schedule" }, "accepted"],
    ]);
  });

  test("in a protected environment waits for its approvals too", async () => {
    const { number } = await schedule("health", world.production);
    await tick(later(minutes(11)));
    expect(await stateOf(number)).toBe("awaiting-approval");
    await world.decide(kenji, number);
    expect(await stateOf(number)).toBe("scheduled");
    await tick(later(minutes(11)));
    expect(await stateOf(number)).toBe("applied");
  });

  test("that a freeze meets stays, says why, and is made when it ends", async () => {
    const { number } = await schedule("health");
    await freezeEnvironment.run(as(ines), { ...world.staging, reason: "audit week" });
    await tick(later(minutes(11)));
    const { request, missing } = await readRequest.run(
      { ...as(tomasz), now: later(minutes(11)) },
      { ...world.staging, number },
    );
    expect(request.state).toBe("scheduled");
    expect(missing).toEqual([
      {
        kind: "freeze",
        says: `staging is frozen until somebody ends it (${ines.name}: audit week). Rollback and force work all the same.`,
        whose: ines.name,
      },
    ]);
    await unfreezeEnvironment.run(as(ines), { ...world.staging, reason: "over" });
    await tick(later(minutes(11)));
    expect(await stateOf(number, world.staging)).toBe("applied");
  });

  test("whose ground has moved is overtaken, never half made", async () => {
    const { number } = await schedule("registry");
    await world.flipStaging({ level: "route", key: "R-2", owner: "go" });
    expect(await stateOf(number, world.staging)).toBe("conflicted");
    await tick(later(minutes(11)));
    expect(await world.owner(world.staging, "registry")).toBeNull();
    const { request } = await readRequest.run(as(tomasz), { ...world.staging, number });
    expect(request.closed?.because).toMatch(
      /^Version \d+, a flip by tests \(for the test\)\. What it touches is no longer as it was\.$/,
    );
  });

  test("that somebody made by hand is overtaken", async () => {
    const { number } = await schedule("health");
    await world.flipStaging(world.family("health"));
    expect(await stateOf(number, world.staging)).toBe("conflicted");
  });

  test("is called off by a rollback and by a force in its reach", async () => {
    const health = await schedule("health");
    await world.flipStaging(world.family("registry"));
    const pull = await schedule("registry", {
      rules: [{ level: "route", key: "R-2", owner: "go" }],
    });
    await world.rollback(world.staging, world.family("registry", null));
    expect(await stateOf(pull.number, world.staging)).toBe("conflicted");
    expect(await stateOf(health.number, world.staging)).toBe("scheduled");
    await forceLegacy.run(as(admin), { ...world.staging, reason: "fire" });
    expect(await stateOf(health.number, world.staging)).toBe("conflicted");
    await tick(later(minutes(11)));
    expect(await world.owner(world.staging, "health")).toBeNull();
  });

  test("may be a rollback, which waits for nobody's approval", async () => {
    const asked = await world.ask(tomasz);
    await world.decide(kenji, asked.number);
    await applyRequest.run(as(tomasz), { ...world.production, number: asked.number });
    const back = await schedule("health", {
      ...world.production,
      rules: [world.family("health", "python")],
    });
    expect(back.state).toBe("scheduled");
    await tick(later(minutes(11)));
    expect(await world.owner(world.production, "health")).toBe("legacy");
  });

  test("is made by the ticker of a running server", async () => {
    const { number, id } = await schedule("health");
    await runtime.database.flipRequest.update({ where: { id }, data: { applyAt: new Date() } });
    const stop = startDueWork(runtime.database, 20);
    await expect.poll(() => stateOf(number, world.staging), { timeout: 10_000 }).toBe("applied");
    await stop();
  });
});

describe("a request expires", () => {
  test("when nobody finished it, with the time in words", async () => {
    const asked = await world.ask(tomasz);
    const draft = await world.ask(tomasz, { draft: true });
    await tick(later(minutes(72 * 60 - 1)));
    expect(await stateOf(asked.number)).toBe("awaiting-approval");
    await tick(later(minutes(72 * 60 + 1)));
    expect([await stateOf(asked.number), await stateOf(draft.number)]).toEqual([
      "expired",
      "expired",
    ]);
    const { request } = await world.detail(asked.number);
    expect(request.closed).toMatchObject({
      by: "schedule",
      because: expect.stringMatching(/^Nobody finished it by .* UTC\.$/),
    });
    await expect(world.decide(kenji, asked.number)).rejects.toThrow("It has expired");
  });

  test("and is not applied in the moment before somebody notices", async () => {
    const { number } = await world.ask(tomasz);
    await world.decide(kenji, number);
    const late = { ...as(tomasz), now: later(minutes(73 * 60)) };
    await expect(applyRequest.run(late, { ...world.production, number })).rejects.toThrow(
      /expired at .* UTC\. Ask again/,
    );
  });
});

describe("a force that was asked to end", () => {
  test("ends when its time has come, and one in production waits for a second person", async () => {
    await world.flipStaging(world.family("health"));
    const until = later(minutes(10)).toISOString();
    await forceLegacy.run(as(admin), { ...world.staging, reason: "fire", until });
    await tick(later(minutes(9)));
    const { id } = await world.environment("staging");
    const count = () => runtime.database.force.count({ where: { environmentId: id } });
    expect(await count()).toBe(1);
    await tick(later(minutes(11)));
    expect(await count()).toBe(0);
  });
});
