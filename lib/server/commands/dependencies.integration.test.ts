import { afterAll, beforeAll, expect, test } from "vitest";
import { addDependency } from "@/lib/server/commands/add-dependency";
import { removeDependency } from "@/lib/server/commands/remove-dependency";
import { listDependencies } from "@/lib/server/queries/list-dependencies";
import { previewChange } from "@/lib/server/queries/preview-change";
import { admin, as } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
  await exampleProgram(runtime.database, "here");
});
afterAll(() => runtime.close());

const unit = {
  program: "here",
  kind: "unit",
  subject: { level: "route", key: "R-1" },
  requires: [{ level: "worker", key: "gc" }],
  note: "One rollout.",
};
const interlocks = async (environment: string) => {
  const rules = [{ level: "route", key: "R-1", owner: "go" }];
  const { effect } = await previewChange.run(as(admin), {
    program: "here",
    environment,
    dryRun: true,
    rules,
  });
  return effect;
};

test("a dependency interlocks every flip it touches, as a warning or a refusal, until it is taken away", async () => {
  expect((await interlocks("staging")).interlocks).toEqual([]);
  const { id } = await addDependency.run(as(admin), unit);
  const open = await interlocks("staging");
  expect(open.interlocks).toMatchObject([{ key: `dependency.${id}`, state: "open" }]);
  expect(open.warnings.join()).toContain("gc would stay behind");
  expect((await interlocks("production")).refusals.join()).toContain("gc would stay behind");
  const listed = await listDependencies.run(as(admin), { program: "here" });
  expect(listed.dependencies).toMatchObject([{ id, note: "One rollout.", kind: "unit" }]);
  const done = { program: "here", dependency: id, reason: "done with" };
  // Somebody else has to agree where an environment is protected.
  await expect(removeDependency.run(as(admin), done)).rejects.toMatchObject({
    code: "needs-request",
    facts: {
      environment: "production",
      request: { criteria: { kind: "dependency", dependency: id } },
    },
  });
  const isProtected = (yes: boolean) =>
    runtime.database.environment.updateMany({
      where: { key: "production" },
      data: { isProtected: yes },
    });
  await isProtected(false);
  await removeDependency.run(as(admin), done);
  await isProtected(true);
  expect((await interlocks("staging")).interlocks).toEqual([]);
  await expect(
    removeDependency.run(as(admin), { program: "here", dependency: id, reason: "done with" }),
  ).rejects.toMatchObject({ code: "not-found" });
});

test.each([
  [{ subject: { level: "route", key: "R-9" } }, "subject", /no route R-9/],
  [{ requires: [{ level: "family", key: "nothing" }] }, "requires[0]", /no family nothing/],
  [{ requires: [] }, "requires", /flips with it/],
])("%j is refused with its place", async (more, field, says) => {
  const refusal = await addDependency
    .run(as(admin), { ...unit, ...more })
    .catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "invalid", reasons: [{ field }] });
  expect((refusal as Error).message).toMatch(says);
});
