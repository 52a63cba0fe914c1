import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addTemplateGates as operation } from "@/lib/contract/gate-template";
import { listQualityGates as listOperation } from "@/lib/contract/gates";
import { gateTemplate } from "@/lib/domain/gate-template";
import { addTemplateGates } from "@/lib/server/commands/add-template-gates";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { decideRequest } from "@/lib/server/commands/decide-request";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { criteriaWorld, reason } from "@/lib/server/gates/test-criteria";
import { listQualityGates } from "@/lib/server/queries/list-quality-gates";
import { readRequest } from "@/lib/server/queries/read-request";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const every = gateTemplate.map(({ key }) => key);

/** A program that has none of the template's gates, as those that are older than it. */
const oldProgram = async () => {
  const world = await criteriaWorld(runtime.database);
  const { id } = await runtime.database.program.findUniqueOrThrow({
    where: { key: world.program },
  });
  await runtime.database.qualityGate.deleteMany({ where: { programId: id } });
  const list = async () =>
    listOperation.answer.parse(await listQualityGates.run(as(admin), { program: world.program }));
  return { ...world, id, list };
};

describe("gates of the template", () => {
  test("are listed as missing, added once in their order, and are then what a new program has", async () => {
    const { program, unprotect, list, id } = await oldProgram();
    await unprotect();
    expect((await list()).template.map(({ key }) => key)).toEqual(every);
    const given = { program, gates: every, reason };
    const { added } = operation.answer.parse(await addTemplateGates.run(as(admin), given));
    expect(added.map(({ key, position }) => [key, position])).toEqual(
      every.map((key, position) => [key, position]),
    );
    const { gates, template } = await list();
    expect(template).toEqual([]);
    expect(gates.map(({ key, rule }) => ({ key, rule }))).toEqual(
      gateTemplate.map(({ key, rule }) => ({ key, rule })),
    );
    await expect(addTemplateGates.run(as(admin), given)).rejects.toMatchObject({
      code: "no-effect",
    });
    expect((await list()).gates).toEqual(gates);
    const events = await runtime.database.auditEvent.findMany({
      where: { chain: id, action: "add-template-gates" },
    });
    expect(events).toMatchObject([{ subject: { gates: every }, reason }]);
  });

  test("that the program has stay as they are, and the others come after them", async () => {
    const { program, unprotect, list, definition, id } = await oldProgram();
    await unprotect();
    const { rule, guards } = definition;
    await runtime.database.qualityGate.create({
      data: {
        programId: id,
        key: "tests",
        position: 0,
        title: "Ours",
        guards,
        rule,
        reach: {},
        owner: null,
        isDryRun: false,
        changedAt: new Date(),
        changedByName: "somebody",
      },
    });
    const add = (...gates: string[]) => addTemplateGates.run(as(admin), { program, gates, reason });
    expect((await list()).template.map(({ key }) => key)).not.toContain("tests");
    await expect(add("tests", "fips")).rejects.toMatchObject({
      code: "stale-version",
      message: expect.stringContaining("The program has tests by now"),
    });
    await expect(add("luck")).rejects.toMatchObject({ code: "invalid" });
    await add("runbook", "fips");
    expect((await list()).gates.map(({ key, title }) => [key, title])).toEqual([
      ["tests", "Ours"],
      ["fips", "FIPS"],
      ["runbook", "Runbook"],
    ]);
  });

  test("are a change that others approve where an environment is protected", async () => {
    const { program, person, production, list } = await oldProgram();
    const [asker, other] = [await person("manager"), await person("owner")];
    const given = { program, gates: ["tests", "fips"], reason };
    const refused = await addTemplateGates.run(as(asker), given).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "needs-request", facts: { environment: "production" } });
    expect((await list()).gates).toEqual([]);
    const { facts } = refused as { facts: { request: object } };
    const { number, says } = await requestFlip.run(as(asker), {
      ...production,
      ...facts.request,
      reason,
    });
    expect(says).toContain("Add 2 quality gates");
    const seen = await readRequest.run(as(other), { ...production, number });
    expect(seen.changes.map((line) => line.slice(0, 18))).toEqual([
      "tests: title: Test",
      "fips: title: FIPS,",
    ]);
    const { revision, ground } = seen.request;
    await decideRequest.run(as(other), {
      ...production,
      number,
      revision,
      ground,
      decision: "approve",
    });
    await applyRequest.run(as(asker), { ...production, number });
    expect((await list()).gates.map(({ key }) => key)).toEqual(["tests", "fips"]);
  });
});
