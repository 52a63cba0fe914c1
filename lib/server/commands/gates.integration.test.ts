import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setQualityGate as setOperation } from "@/lib/contract/gates";
import { readMatrixGates as matrixOperation } from "@/lib/contract/matrix";
import type { Actor } from "@/lib/domain/permissions";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { decideRequest } from "@/lib/server/commands/decide-request";
import { recordReadings } from "@/lib/server/commands/record-readings";
import { removeQualityGate } from "@/lib/server/commands/remove-quality-gate";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { reviewBoard } from "@/lib/server/commands/review-board";
import { setQualityGate } from "@/lib/server/commands/set-quality-gate";
import { noReadingLooks, recordDueReadings } from "@/lib/server/gates/readings-due";
import { criteriaWorld, reason } from "@/lib/server/gates/test-criteria";
import { capability } from "@/lib/server/gates/test-gates";
import { previewQualityGate } from "@/lib/server/queries/preview-quality-gate";
import { readMatrixGates } from "@/lib/server/queries/read-matrix-gates";
import { readRequest } from "@/lib/server/queries/read-request";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const world = () => criteriaWorld(runtime.database);

const day = 86_400_000;

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

describe("the matrix", () => {
  test("counts the gates that were read last, of each step those that are asked for", async () => {
    const { program, programId, deploy, report, unprotect } = await world();
    await unprotect();
    const tallies = async () => {
      const answer = await readMatrixGates.run(as(admin), { program });
      return matrixOperation.answer.parse(answer).environments.staging?.[capability];
    };
    const unread = { holds: 0, worst: "unknown" };
    expect(await tallies()).toMatchObject([unread, unread, unread, unread]);
    await recordReadings.run(as({ kind: "system", name: "gates" }), { program });
    const first = (await tallies())?.[0];
    await deploy("target", "w2");
    for (const key of ["PT-2", "PT-3"]) await report(key, "target", "w2");
    await recordReadings.run(as({ kind: "system", name: "gates" }), { program });
    expect((await tallies())?.[0]).toMatchObject({
      holds: (first?.holds ?? 0) + 1,
      of: first?.of,
      worst: first?.worst,
    });
    await runtime.database.environment.updateMany({
      where: { programId, key: "staging" },
      data: { policy: { gates: { "first-cohort": ["tests"], full: ["gone"] } } },
    });
    expect(await tallies()).toEqual([
      { holds: 1, of: 1, worst: "pass" },
      { holds: 1, of: 1, worst: "pass" },
      { holds: 1, of: 2, worst: "unknown" },
      { holds: 1, of: 2, worst: "unknown" },
    ]);
  });
});
