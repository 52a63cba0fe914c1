import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setQualityGate as setOperation } from "@/lib/contract/gates";
import type { Actor, Role } from "@/lib/domain/permissions";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { askWaiver } from "@/lib/server/commands/ask-waiver";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { decideRequest } from "@/lib/server/commands/decide-request";
import { decideWaiver } from "@/lib/server/commands/decide-waiver";
import { endWaiver } from "@/lib/server/commands/end-waiver";
import { recordReadings } from "@/lib/server/commands/record-readings";
import { removeQualityGate } from "@/lib/server/commands/remove-quality-gate";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { reviewBoard } from "@/lib/server/commands/review-board";
import { setQualityGate } from "@/lib/server/commands/set-quality-gate";
import { noReadingLooks, recordDueReadings } from "@/lib/server/gates/readings-due";
import { capability, gateWorld } from "@/lib/server/gates/test-gates";
import { canIFlip } from "@/lib/server/queries/can-i-flip";
import { listQualityGates } from "@/lib/server/queries/list-quality-gates";
import { listWaivers } from "@/lib/server/queries/list-waivers";
import { previewChange } from "@/lib/server/queries/preview-change";
import { previewQualityGate } from "@/lib/server/queries/preview-quality-gate";
import { readRequest } from "@/lib/server/queries/read-request";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const day = 86_400_000;
const reason = "for the test";

const world = async () => {
  const here = await gateWorld(runtime.database);
  const { program, programId } = here;
  const person = (role: Role): Promise<Actor> => personWith(runtime.database, role, programId);
  const unprotect = () =>
    runtime.database.environment.updateMany({ where: { programId }, data: { isProtected: false } });
  const production = { program, environment: "production" };
  const definition = {
    title: "Few to review",
    guards: "full" as const,
    rule: { kind: "cel" as const, expression: 'items.exists(i, i.state == "planned")' },
    reach: {},
    owner: "team-a",
    isDryRun: false,
  };
  const gates = async () => (await listQualityGates.run(as(admin), { program })).gates;
  return { ...here, person, unprotect, production, definition, gates };
};

describe("criteria", () => {
  test("are edited at once where nothing is protected, on the version that was seen", async () => {
    const { program, unprotect, definition, gates } = await world();
    await unprotect();
    const edit = { program, gate: "few", definition, version: 0, reason };
    const made = await setQualityGate.run(as(admin), edit);
    expect(made).toMatchObject({ key: "few", version: 1, position: 11 });
    expect(setOperation.answer.parse(made)).toStrictEqual(made);
    await expect(setQualityGate.run(as(admin), edit)).rejects.toMatchObject({
      code: "stale-version",
    });
    await expect(setQualityGate.run(as(admin), { ...edit, version: 1 })).rejects.toMatchObject({
      code: "no-effect",
    });
    await setQualityGate.run(as(admin), {
      ...edit,
      version: 1,
      definition: { ...definition, isDryRun: true },
    });
    expect((await gates()).at(-1)).toMatchObject({ key: "few", version: 2, isDryRun: true });
    await removeQualityGate.run(as(admin), { program, gate: "few", version: 2, reason });
    expect((await gates()).map(({ key }) => key)).not.toContain("few");
  });

  test.each([
    ["a type error", { kind: "cel", expression: 'tests.total > "a"' }, "rule.expression"],
    ["a check that there is not", { kind: "check", check: "luck", with: {} }, "rule.check"],
    [
      "a parameter out of range",
      { kind: "check", check: "canary", with: { hours: -1 } },
      "rule.with.hours",
    ],
  ])("%s is refused with its field", async (_, rule, field) => {
    const { program, definition, staging } = await world();
    const edit = { program, gate: "few", definition: { ...definition, rule }, version: 0, reason };
    await expect(setQualityGate.run(as(admin), edit)).rejects.toMatchObject({
      code: "invalid",
      reasons: [{ field }],
    });
    await expect(
      previewQualityGate.run(as(admin), { ...staging, definition: edit.definition }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  test("a gate for a capability that there is not is refused", async () => {
    const { program, definition } = await world();
    const reach = { capabilities: ["none"] };
    const edit = { program, gate: "few", definition: { ...definition, reach }, version: 0, reason };
    await expect(setQualityGate.run(as(admin), edit)).rejects.toMatchObject({
      reasons: [{ field: "reach.capabilities" }],
    });
  });

  test("where an environment is protected they are asked for, approved by somebody else, and applied", async () => {
    const { program, person, production, definition, gates, board } = await world();
    const [asker, other] = [await person("manager"), await person("owner")];
    await reviewBoard.run(as(asker), { program, note: "" });
    const edit = { program, gate: "few", definition, version: 0, reason };
    const refused = await setQualityGate.run(as(asker), edit).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "needs-request", facts: { environment: "production" } });
    const { facts } = refused as { facts: { request: object } };
    const asked = await requestFlip.run(as(asker), { ...production, ...facts.request, reason });
    expect(asked.says).toContain("Make the quality gate few");
    const { number } = asked;
    const seen = await readRequest.run(as(other), { ...production, number });
    expect(seen.changes).toContain('rule: items.exists(i, i.state == "planned")');
    await expect(applyRequest.run(as(asker), { ...production, number })).rejects.toMatchObject({
      code: "conflict",
    });
    const { revision, ground } = seen.request;
    await decideRequest.run(as(other), {
      ...production,
      number,
      revision,
      ground,
      decision: "approve",
    });
    const { request, change } = await applyRequest.run(as(asker), { ...production, number });
    expect([request.state, change]).toEqual(["applied", null]);
    expect((await gates()).at(-1)).toMatchObject({ key: "few", version: 1 });
    const { gates: columns } = await board();
    expect(columns.filter(({ hasChanged }) => hasChanged).map(({ key }) => key)).toEqual(["few"]);
  });

  test("a request on a version that is edited meanwhile is overtaken", async () => {
    const { person, production, gates } = await world();
    const [asker, other] = [await person("manager"), await person("owner")];
    const [gate] = await gates();
    if (!gate) throw new Error("no gate");
    const { title: _, key, version, position: __, changedAt: ___, changedBy: ____, ...rest } = gate;
    const ask = (title: string) =>
      requestFlip.run(as(asker), {
        ...production,
        reason,
        criteria: { kind: "quality-gate", gate: key, version, definition: { ...rest, title } },
      });
    const [one, two] = [await ask("One"), await ask("Two")];
    for (const { number } of [one, two]) {
      const { request } = await readRequest.run(as(other), { ...production, number });
      const { revision, ground } = request;
      await decideRequest.run(as(other), {
        ...production,
        number,
        revision,
        ground,
        decision: "approve",
      });
    }
    await applyRequest.run(as(asker), { ...production, number: one.number });
    const overtaken = await readRequest.run(as(other), { ...production, number: two.number });
    expect(overtaken.request.state).toBe("conflicted");
  });

  test("they are asked for in the first protected environment, and nowhere else", async () => {
    const { person, staging, definition } = await world();
    const criteria = { kind: "quality-gate", gate: "few", version: 0, definition };
    await expect(
      requestFlip.run(as(await person("manager")), { ...staging, reason, criteria }),
    ).rejects.toMatchObject({ code: "conflict", facts: { environment: "production" } });
    const refused = requestFlip.run(as(await person("engineer")), { ...staging, reason, criteria });
    await expect(refused).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a waiver", () => {
  const wanted = (until = new Date(Date.now() + day)) => ({
    gate: "tests",
    capability,
    reason: "Known, and mended next week.",
    owner: "team-a",
    until: until.toISOString(),
  });

  test("opens its gate at once where nothing is protected, until it ends", async () => {
    const { staging, person, stateOf, detail } = await world();
    const asker = await person("owner");
    const waiver = await askWaiver.run(as(asker), { ...staging, ...wanted() });
    expect(waiver).toMatchObject({ state: "active", isMine: true });
    expect(await stateOf("tests")).toBe("waived");
    expect((await detail("tests")).reading.waiver).toMatchObject({ reads: { state: "unknown" } });
    await expect(askWaiver.run(as(asker), { ...staging, ...wanted() })).rejects.toMatchObject({
      code: "conflict",
    });
    await endWaiver.run(as(asker), { ...staging, waiver: waiver.id, because: "It is mended." });
    expect(await stateOf("tests")).toBe("unknown");
  });

  test("waits for a second person where it is protected", async () => {
    const { production, person } = await world();
    const [asker, other] = [await person("owner"), await person("manager")];
    const { id, state } = await askWaiver.run(as(asker), { ...production, ...wanted() });
    expect(state).toBe("asked");
    const decide = (actor: Actor) =>
      decideWaiver.run(as(actor), { ...production, waiver: id, decision: "agree" });
    await expect(decide(asker)).rejects.toMatchObject({ code: "forbidden" });
    await expect(decide(admin)).rejects.toMatchObject({ code: "forbidden" });
    expect(await decide(other)).toMatchObject({ state: "active" });
    await expect(decide(other)).rejects.toMatchObject({ code: "conflict" });
  });

  test.each([
    ["past", -1, "staging"],
    ["for ever", 91, "staging"],
    ["for longer than a protected environment takes", 31, "production"],
  ])("is refused when it is %s", async (_, days, environment) => {
    const { program, person } = await world();
    const until = new Date(Date.now() + days * day);
    await expect(
      askWaiver.run(as(await person("owner")), { program, environment, ...wanted(until) }),
    ).rejects.toMatchObject({ code: "invalid", reasons: [{ field: "until" }] });
  });

  test("past its time opens nothing, is recorded so, and is listed as overdue", async () => {
    const { program, staging, person, stateOf, board } = await world();
    const waiver = await askWaiver.run(as(await person("owner")), { ...staging, ...wanted() });
    await recordReadings.run(as({ kind: "system", name: "gates" }), { program });
    await runtime.database.waiver.update({
      where: { id: waiver.id },
      data: { until: new Date(Date.now() - 1000) },
    });
    expect(await stateOf("tests")).toBe("unknown");
    await recordReadings.run(as({ kind: "system", name: "gates" }), { program });
    expect((await listWaivers.run(as(admin), staging)).waivers[0]).toMatchObject({
      state: "overdue",
    });
    const { changes } = await board({ since: "day" });
    expect(changes).toEqual([]);
  });
});

describe("what changed", () => {
  test("is what reads otherwise than it was recorded to, once, and told since the last review", async () => {
    const { program, programId, person, deploy, report, board } = await world();
    const system: Actor = { kind: "system", name: "gates" };
    const count = () => runtime.database.gateReading.count({ where: { programId } });
    await recordReadings.run(as(system), { program });
    // 11 gates of 2 capabilities in 2 environments.
    expect(await count()).toBe(44);
    await recordReadings.run(as(system), { program });
    expect(await count()).toBe(44);
    await reviewBoard.run(as(await person("owner")), { program, note: "" });
    await deploy("target", "w1");
    for (const key of ["PT-2", "PT-3"]) await report(key, "target", "w1");
    await recordReadings.run(as(system), { program });
    expect(await count()).toBe(45);
    const { changes, lastReview } = await board({ since: "review" });
    expect(lastReview).not.toBeNull();
    expect(changes).toMatchObject([{ gate: "tests", capability, was: "unknown", is: "pass" }]);
  });

  test("is recorded as due work when something was written, and not looked at again before", async () => {
    const { program, programId, person } = await world();
    const looks = noReadingLooks(new Date(Date.now() - day));
    await recordDueReadings(runtime.database, new Date(), looks);
    const count = () => runtime.database.gateReading.count({ where: { programId } });
    expect(await count()).toBe(44);
    const events = () => runtime.database.auditEvent.count({ where: { chain: programId } });
    const before = await events();
    await recordDueReadings(runtime.database, new Date(Date.now() + 10_000), looks);
    expect(await events()).toBe(before);
    await reviewBoard.run(as(await person("owner")), { program, note: "" });
    await recordDueReadings(runtime.database, new Date(Date.now() + 20_000), looks);
    expect(await events()).toBe(before + 1);
  });
});

describe("interlocks", () => {
  const toTarget = [{ level: "capability", key: capability, owner: "go" }];
  const canary = [
    { level: "capability", key: capability, owner: "go", canary: { percent: 100, key: "org" } },
  ];

  test("gates before the step that a flip takes refuse it where it is protected, and warn elsewhere", async () => {
    const { production, staging } = await world();
    const preview = async (place: object, rules: object[]) =>
      (await previewChange.run(as(admin), { ...place, rules, dryRun: true, reason })).effect;
    const gatesOf = (effect: Awaited<ReturnType<typeof preview>>) =>
      effect.interlocks.filter(({ kind }) => kind === "gate").map(({ key }) => key.split(".")[1]);
    const first = await preview(production, canary);
    expect(gatesOf(first)).toEqual([
      "contract-parity",
      "tests",
      "auth-parity",
      "data-compatibility",
      "observability",
    ]);
    expect(first.refusals.join()).toContain(
      "Tests of pull, before its first cohort, reads unknown",
    );
    expect(first.interlocks.find(({ kind }) => kind === "gate")?.link).toBe(
      `/programs/${production.program}/gates/contract-parity/${capability}?environment=production`,
    );
    const whole = await preview(production, toTarget);
    expect(gatesOf(whole)).toHaveLength(11);
    const open = await preview(staging, canary);
    expect(open.refusals).toEqual([]);
    expect(open.warnings.join()).toContain("Tests of pull");
  });

  test("what goes back is asked for no gate", async () => {
    const { staging } = await world();
    const change = (rules: object[], expectedVersion?: number) =>
      changeSwitches.run(as(admin), { ...staging, reason, rules, expectedVersion });
    const { version } = await runtime.database.environment.findFirstOrThrow({
      where: { key: "staging", program: { key: staging.program } },
    });
    await change(toTarget, version);
    await runtime.database.environment.updateMany({
      where: { key: "staging", program: { key: staging.program } },
      data: { policy: { interlocks: "refuse" } },
    });
    const { effect } = await change([{ level: "capability", key: capability, owner: null }]);
    expect(effect.interlocks.filter(({ kind }) => kind === "gate")).toEqual([]);
  });

  test("gates are asked for as the policy names them, and one that is not there is unknown", async () => {
    const { production } = await world();
    await runtime.database.environment.updateMany({
      where: { key: "production", program: { key: production.program } },
      data: { policy: { gates: { "first-cohort": ["runbook", "gone"] } } },
    });
    const asked = { ...production, rules: canary, dryRun: true, reason };
    const { effect } = await previewChange.run(as(admin), asked);
    expect(effect.interlocks.map(({ key, state }) => [key, state])).toEqual([
      [`gate.runbook.${capability}`, "unknown"],
      [`gate.gone.${capability}`, "unknown"],
    ]);
  });
});

describe("can I flip", () => {
  const ask = (place: object, more: object) => canIFlip.run(as(admin), { ...place, ...more });

  test("names each missing thing and whose it is, and unknown is not yes", async () => {
    const { production } = await world();
    const answer = await ask(production, { capability, step: "first-cohort" });
    expect(answer.answer).toBe("unknown");
    expect(answer.missing).toContainEqual(
      expect.objectContaining({ kind: "gate", key: "tests", capability, isBinding: true }),
    );
    expect(answer.missing.map(({ kind }) => kind)).toContain("approval");
  });

  test("a gate that fails says no, and gates that open say yes", async () => {
    const { production, programId } = await world();
    const only = (...keys: string[]) =>
      runtime.database.environment.updateMany({
        where: { key: "production", programId },
        data: { policy: { gates: { full: keys } } },
      });
    await only("sign-off");
    expect((await ask(production, { capability })).answer).toBe("no");
    await runtime.database.item.updateMany({
      where: { programId },
      data: { verification: "verified" },
    });
    expect((await ask(production, { capability })).answer).toBe("yes");
    expect((await ask(production, { route: "R-2" })).capabilities).toEqual([capability]);
    expect((await ask(production, { family: "registry" })).answer).toBe("yes");
    await only("sign-off", "tests");
    expect((await ask(production, { capability })).answer).toBe("unknown");
  });

  test("where interlocks warn it is yes, and what they warn of is listed", async () => {
    const { staging } = await world();
    const answer = await ask(staging, { capability });
    expect(answer.answer).toBe("yes");
    expect(answer.missing.every(({ isBinding }) => !isBinding)).toBe(true);
    expect(answer.missing).not.toEqual([]);
  });

  test.each([
    ["nothing", {}, "invalid"],
    ["two things", { capability, family: "registry" }, "invalid"],
    ["what there is not", { capability: "none" }, "not-found"],
  ])("%s is refused", async (_, more, code) => {
    const { production } = await world();
    await expect(ask(production, more)).rejects.toMatchObject({ code });
  });
});
