import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { defaultPolicy } from "@/lib/domain/environment-policy";
import type { Actor } from "@/lib/domain/permissions";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { freezeEnvironment } from "@/lib/server/commands/freeze-environment";
import { liftForce } from "@/lib/server/commands/lift-force";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { setPolicy } from "@/lib/server/commands/set-policy";
import { unfreezeEnvironment } from "@/lib/server/commands/unfreeze-environment";
import { previewChange } from "@/lib/server/queries/preview-change";
import { previewLift } from "@/lib/server/queries/preview-lift";
import { readPolicy } from "@/lib/server/queries/read-policy";
import { readRequest } from "@/lib/server/queries/read-request";
import { admin, as } from "@/lib/server/test-actors";
import {
  closedNow,
  later,
  minutes,
  type RequestWorld,
  requestCast,
} from "@/lib/server/test-requests";
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

describe("windows and freeze", () => {
  const flip = async (more: object = {}) =>
    changeSwitches.run(as(tomasz), {
      ...world.staging,
      reason: "now",
      expectedVersion: (await world.environment("staging")).version,
      rules: [world.family("health")],
      ...more,
    });

  test("hold back a flip with the next opening, an approved one too, and never a rollback or a force", async () => {
    await world.flipStaging(world.family("registry"));
    await world.policy("staging", { windows: closedNow() });
    await expect(flip()).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(
        /^staging takes changes .* next from .* UTC\. Rollback and force/,
      ),
      facts: { waitsFor: "window" },
    });
    const { effect } = await previewChange.run(as(tomasz), {
      ...world.staging,
      dryRun: true,
      rules: [world.family("health")],
    });
    expect(effect.refusals).toEqual([expect.stringContaining("staging takes changes")]);
    await expect(schedule("health")).rejects.toThrow(/It could not be applied at .* staging takes/);
    const { number } = await world.ask(tomasz);
    await world.policy("production", { windows: closedNow() });
    await world.decide(kenji, number);
    await expect(
      applyRequest.run(as(tomasz), { ...world.production, number }),
    ).rejects.toMatchObject({ facts: { waitsFor: "window" } });
    await applyRequest.run(
      { ...as(tomasz), now: later(3 * 86_400_000 - 1000 - (Date.now() % 86_400_000) + 5000) },
      { ...world.production, number },
    );
    expect((await world.rollback(world.staging, world.family("registry", null))).repeated).toBe(
      false,
    );
    await forceLegacy.run(as(admin), { ...world.staging, reason: "fire" });
  });

  test("a freeze is a manager's, is made longer only, and ends by itself", async () => {
    const until = later(minutes(60)).toISOString();
    await expect(
      freezeEnvironment.run(as(tomasz), { ...world.staging, reason: "now" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await freezeEnvironment.run(as(ines), { ...world.staging, reason: "audit", until });
    await expect(flip()).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(`(${ines.name}: audit)`),
      facts: { waitsFor: "freeze", until },
    });
    await expect(
      freezeEnvironment.run(as(ines), {
        ...world.staging,
        reason: "shorter",
        until: later(minutes(30)).toISOString(),
      }),
    ).rejects.toThrow("End that freeze to have a shorter one");
    await expect(
      freezeEnvironment.run(as(ines), {
        ...world.staging,
        reason: "yesterday",
        until: later(-minutes(1)).toISOString(),
      }),
    ).rejects.toThrow("is over already");
    const after = { ...as(tomasz), now: later(minutes(61)) };
    const { version } = await world.environment("staging");
    const done = await changeSwitches.run(after, {
      ...world.staging,
      reason: "now",
      expectedVersion: version,
      rules: [world.family("health")],
    });
    expect(done.version).toBe(version + 1);
  });

  test("a protected environment's freeze is ended by two people", async () => {
    await freezeEnvironment.run(as(ines), { ...world.production, reason: "audit" });
    await expect(
      unfreezeEnvironment.run(as(ines), { ...world.production, reason: "over" }),
    ).rejects.toMatchObject({ code: "needs-request", facts: { request: { unfreeze: true } } });
    const asked = await world.ask(ines, { rules: undefined, unfreeze: true });
    await expect(world.decide(ines, asked.number)).rejects.toMatchObject({ code: "forbidden" });
    await world.decide(kenji, asked.number);
    await expect(
      applyRequest.run(as(tomasz), { ...world.production, number: asked.number }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await applyRequest.run(as(ines), { ...world.production, number: asked.number });
    expect((await readPolicy.run(as(ines), world.production)).freeze).toBeNull();
  });
});

describe("a policy", () => {
  const { freeze: _, ...settings } = { ...defaultPolicy(true), gates: {} };
  const { freeze: __, ...open } = { ...defaultPolicy(false), gates: {} };

  test("of an unprotected environment is set at once, by compare-and-set, and audited", async () => {
    const input = {
      ...world.staging,
      reason: "days",
      policyVersion: 0,
      settings: { ...open, requestHours: 5 },
    };
    const both = await Promise.allSettled([
      setPolicy.run(as(ines), input),
      setPolicy.run(as(ines), { ...input, settings: { ...open, requestHours: 6 } }),
    ]);
    const refused = both.find((each) => each.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "stale-version" });
    const event = await runtime.database.auditEvent.findFirstOrThrow({
      where: { chain: world.programId, action: "set-policy", outcome: "accepted" },
    });
    expect(event.before).toMatchObject({ requestHours: 72 });
    await expect(
      setPolicy.run(as(ines), { ...input, policyVersion: 1, settings: { ...open, approvals: 1 } }),
    ).rejects.toMatchObject({ code: "invalid", reasons: [{ field: "approvals" }] });
  });

  test("of a protected one is a request, under the policy that stands", async () => {
    const wanted = { ...settings, approvals: 2 };
    await expect(
      setPolicy.run(as(ines), {
        ...world.production,
        reason: "more",
        policyVersion: 0,
        settings: wanted,
      }),
    ).rejects.toMatchObject({ code: "needs-request", facts: { request: { policy: wanted } } });
    const waiting = await world.ask(tomasz);
    await world.decide(kenji, waiting.number);
    const asked = await world.ask(ines, { rules: undefined, policy: wanted });
    expect(asked.says).toBe("The policy of production: 1 approval -> 2 approvals.");
    const other = await world.ask(ines, {
      rules: undefined,
      policy: { ...settings, requestHours: 1 },
    });
    await world.decide(kenji, asked.number);
    await world.decide(kenji, other.number);
    await applyRequest.run(as(ines), { ...world.production, number: asked.number });
    expect(await readPolicy.run(as(ines), world.production)).toMatchObject({
      policyVersion: 1,
      settings: { approvals: 2 },
    });
    // What was approved under the old policy is asked for again under the new one, and the other edit is overtaken.
    expect(await stateOf(waiting.number)).toBe("awaiting-approval");
    expect(await stateOf(other.number)).toBe("conflicted");
  });
});

describe("interlocks", () => {
  const lateReview = async (key: string, place: { environment: string }): Promise<void> => {
    const { id } = await world.environment(place.environment);
    await runtime.database.review.create({
      data: {
        environmentId: id,
        because: "force",
        scope: "family",
        key,
        reason: "fire",
        openedByName: "Leilani",
        openedAt: later(-minutes(25 * 60)),
        dueAt: later(-minutes(60)),
      },
    });
  };

  test("a late review in the scope warns in staging and refuses in production", async () => {
    await lateReview("health", world.staging);
    const rules = [world.family("health")];
    const seen = await previewChange.run(as(tomasz), { ...world.staging, dryRun: true, rules });
    expect(seen.effect).toMatchObject({
      refusals: [],
      warnings: [expect.stringContaining("The review of a force over the family health is late")],
    });
    await world.flipStaging(...rules);
    await lateReview("health", world.production);
    const { number } = await world.ask(tomasz);
    await world.decide(kenji, number);
    const apply = (more: object = {}) =>
      applyRequest.run(as(tomasz), { ...world.production, number, ...more });
    await expect(apply()).rejects.toMatchObject({
      code: "interlocked",
      message: expect.stringContaining("Leilani (fire) owed it by"),
    });
    const { missing, may } = await readRequest.run(as(tomasz), { ...world.production, number });
    expect(missing.map(({ kind }) => kind)).toEqual(["interlock"]);
    expect(may).toMatchObject({ apply: false, breakGlass: true });
    const { change } = await apply({ breakGlass: { reason: "the old one is down" } });
    expect(change?.effect.interlocks).toHaveLength(1);
    const review = await runtime.database.review.findFirstOrThrow({
      where: { because: "break-glass", environment: { programId: world.programId } },
    });
    expect(review).toMatchObject({
      scope: "capability",
      key: "health",
      reason: "the old one is down",
    });
    expect(review.dueAt.getTime() - review.openedAt.getTime()).toBe(minutes(24 * 60));
  });

  test("break-glass never stands for an approval, and is never a token's", async () => {
    await lateReview("health", world.production);
    const { number } = await world.ask(tomasz);
    const breakGlass = { reason: "now" };
    await expect(
      applyRequest.run(as(tomasz), { ...world.production, number, breakGlass }),
    ).rejects.toThrow("waits for approvals");
    await world.decide(kenji, number);
    await expect(
      applyRequest.run(as(admin), { ...world.production, number, breakGlass }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      changeSwitches.run(as(tomasz), {
        ...world.production,
        reason: "now",
        expectedVersion: 2,
        rules: [world.family("health")],
        breakGlass,
      }),
    ).rejects.toMatchObject({ code: "needs-request" });
  });

  test("a flip beneath a force says that nothing of it would be seen", async () => {
    await forceLegacy.run(as(admin), { ...world.staging, reason: "fire" });
    const { effect } = await previewChange.run(as(tomasz), {
      ...world.staging,
      dryRun: true,
      rules: [world.family("health")],
    });
    expect(effect.warnings).toEqual([expect.stringContaining("A force stands over everything")]);
  });

  test("a lift is tried out without being made", async () => {
    await world.flipStaging(world.family("health"));
    await forceLegacy.run(as(admin), { ...world.staging, reason: "fire" });
    const dry = await previewLift.run(as(tomasz), { ...world.staging, dryRun: true });
    expect(dry).toMatchObject({
      dryRun: true,
      effect: { kind: "flip", routesMoved: 1, refusals: [] },
    });
    expect(
      (await liftForce.run(as(tomasz), { ...world.staging, reason: "out" })).effect.routesMoved,
    ).toBe(1);
  });
});
