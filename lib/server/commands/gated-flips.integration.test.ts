import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { askWaiver } from "@/lib/server/commands/ask-waiver";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { decideWaiver } from "@/lib/server/commands/decide-waiver";
import { endWaiver } from "@/lib/server/commands/end-waiver";
import { recordReadings } from "@/lib/server/commands/record-readings";
import { criteriaWorld, reason } from "@/lib/server/gates/test-criteria";
import { capability } from "@/lib/server/gates/test-gates";
import { canIFlip } from "@/lib/server/queries/can-i-flip";
import { listWaivers } from "@/lib/server/queries/list-waivers";
import { previewChange } from "@/lib/server/queries/preview-change";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const world = () => criteriaWorld(runtime.database);

const day = 86_400_000;

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
