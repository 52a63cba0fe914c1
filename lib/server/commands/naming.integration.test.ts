import { afterAll, beforeAll, expect, test } from "vitest";
import { planeSource } from "@/lib/server/clients/plane-source";
import { setNaming } from "@/lib/server/commands/set-naming";
import { readNaming } from "@/lib/server/queries/read-naming";
import { admin, as } from "@/lib/server/test-actors";
import { exampleNaming, exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
const program = "here";
const reason = "as the gateways read it";
beforeAll(async () => {
  runtime = await startTestRuntime();
  await exampleProgram(runtime.database, program);
});
afterAll(() => runtime.close());

test("a program without names gets some, which are shown on its switches and reach the plane", async () => {
  const before = await readNaming.run(as(admin), { program });
  expect(before).toMatchObject({ naming: null, samples: [], shared: [] });
  const naming = exampleNaming("EMERGENCY_ROLLBACK_TO_PYTHON");
  const { revision } = before;
  const set = await setNaming.run(as(admin), { program, revision, naming, reason });
  expect(set.samples).toContainEqual({ level: "family", key: "health", name: "OWNER_HEALTH" });
  expect(set.samples).toContainEqual({
    level: "worker",
    key: "gc",
    name: "USE_GO_GARBAGE_COLLECTION",
  });
  expect(await readNaming.run(as(admin), { program })).toEqual(set);
  const heads = await planeSource(runtime.database, runtime.feed, []).heads();
  expect(heads.find((head) => head.program === program)?.naming).toEqual(naming);
});

test("who saw other names is told so, who says the same changes nothing, and a fault writes nothing", async () => {
  const before = await readNaming.run(as(admin), { program });
  const set = (revision: string, naming: object) =>
    setNaming.run(as(admin), { program, revision, naming, reason });
  const other = exampleNaming("MIGRATION_FORCE_PYTHON");
  await expect(set("0123456789abcdef", other)).rejects.toMatchObject({ code: "stale-version" });
  await expect(set(before.revision, { ...other, family: "OWNER" })).rejects.toMatchObject({
    code: "invalid",
    reasons: [{ field: "naming.family" }],
  });
  expect(await set(before.revision, before.naming ?? {})).toEqual(before);
  expect(await readNaming.run(as(admin), { program })).toEqual(before);
  const events = await runtime.database.auditEvent.count({ where: { action: "set-naming" } });
  expect(events).toBe(1);
});

test("names that several switches have are told", async () => {
  const { revision } = await readNaming.run(as(admin), { program });
  const naming = { ...exampleNaming("FORCE"), exceptions: { "family:health": "USE_GO_REGISTRY" } };
  const { shared } = await setNaming.run(as(admin), { program, revision, naming, reason });
  expect(shared).toEqual([
    {
      name: "USE_GO_REGISTRY",
      switches: [
        { level: "family", key: "health" },
        { level: "capability", key: "registry" },
      ],
    },
  ]);
});
