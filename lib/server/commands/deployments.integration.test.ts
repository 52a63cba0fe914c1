import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { endDeployment } from "@/lib/server/commands/end-deployment";
import { reportDeployment } from "@/lib/server/commands/report-deployment";
import { setEvidenceRules } from "@/lib/server/commands/set-evidence-rules";
import { listDeployments } from "@/lib/server/queries/list-deployments";
import { previewDeployment } from "@/lib/server/queries/preview-deployment";
import { admin, as } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

const old = "a".repeat(40);
const next = "b".repeat(40);
const third = "c".repeat(40);
const ci: Actor = {
  kind: "token",
  id: randomUUID(),
  name: "ci",
  scopes: ["evidence"],
  programId: null,
  environmentId: null,
};

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let program: string;
let programId: string;
let place: { program: string; environment: string };
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());
beforeEach(async () => {
  program = `p-${randomUUID().slice(0, 8)}`;
  programId = await exampleProgram(runtime.database, program);
  place = { program, environment: "staging" };
  // Where one is protected others approve what evidence counts.
  await runtime.database.environment.updateMany({
    where: { programId },
    data: { isProtected: false },
  });
});

const deployed = (commit: string, more: Record<string, unknown> = {}) =>
  reportDeployment.run(as(ci), { ...place, side: "go", commit, ...more });
const list = () => listDeployments.run(as(admin), place);
const live = async () => (await list()).live.map(({ side, commit }) => [side, commit]);

/** A run of a contract test, as reports leave it behind. */
const ran = (
  testKey: string,
  commit: string,
  outcome = "passed",
  side: "legacy" | "target" = "target",
) =>
  runtime.database.testRun.create({
    data: {
      programId,
      testKey,
      side,
      commit,
      outcome,
      evidenceId: randomUUID(),
      at: new Date(),
      reports: [],
    },
  });

describe("what runs", () => {
  test("a new build takes the place of the one before, on its side only", async () => {
    await deployed(old, { side: "python", label: "v1", runUrl: "https://ci.example/1" });
    await deployed(old);
    const answer = await deployed(next, { ref: "main" });
    expect(answer).toMatchObject({ repeated: false, side: "target", ended: [old], live: [next] });
    expect(await live()).toEqual([
      ["legacy", old],
      ["target", next],
    ]);
    const { history } = await list();
    expect(history).toMatchObject([{ side: "target", commit: old, endedAt: expect.any(String) }]);
  });

  test("a canary runs beside it until it is promoted", async () => {
    await deployed(old);
    expect(await deployed(next, { alongside: true })).toMatchObject({
      ended: [],
      live: [old, next],
    });
    expect(await deployed(next)).toMatchObject({ repeated: false, ended: [old], live: [next] });
    expect(await deployed(next)).toMatchObject({ repeated: true, ended: [], live: [next] });
    expect((await list()).live).toHaveLength(1);
  });

  test("a report that comes late does not end the newer one; told again it is repeated", async () => {
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    await deployed(next, { at: at(10) });
    const late = { at: at(20) };
    expect(await deployed(old, late)).toMatchObject({ live: [next], ended: [] });
    expect(await deployed(old, late)).toMatchObject({ repeated: true, live: [next] });
    expect((await list()).history).toMatchObject([{ commit: old, endedAt: expect.any(String) }]);
    await expect(deployed(third, { at: at(-30) })).rejects.toMatchObject({
      code: "invalid",
      reasons: [{ field: "at" }],
    });
  });

  test("a build is ended by its commit or its id, and twice is once", async () => {
    await deployed(old);
    await deployed(next, { alongside: true });
    expect(await deployed(old, { ended: true })).toMatchObject({ ended: [old], live: [next] });
    expect(await deployed(old, { ended: true })).toMatchObject({ repeated: true });
    const [build] = (await list()).live;
    const end = { ...place, deployment: build?.id };
    expect((await endDeployment.run(as(ci), end)).endedAt).not.toBeNull();
    await endDeployment.run(as(ci), end);
    expect(await live()).toEqual([]);
    await expect(deployed(third, { ended: true })).rejects.toMatchObject({ code: "not-found" });
    await expect(
      endDeployment.run(as(ci), { ...end, environment: "production" }),
    ).rejects.toMatchObject({ code: "not-found" });
  });

  test("two builds reported at once leave one", async () => {
    await deployed(old);
    await Promise.all([deployed(next), deployed(third)]);
    expect(await live()).toHaveLength(1);
  });

  test.each([
    ["a side that is none", { side: "rust" }, "The side is python (legacy) or go (target)"],
    ["no commit", { commit: "main" }, "commit"],
    ["a commit that is too short", { commit: "abc" }, "commit"],
    ["an address that a browser would run", { runUrl: "javascript:alert(1)" }, "runUrl"],
    ["an environment that there is not", { environment: "moon" }, 'has no environment "moon"'],
    ["51 ancestors", { ancestors: Array.from({ length: 51 }, () => old) }, "ancestors"],
  ])("%s is refused in words", async (_, wrong, words) => {
    const refusal = await deployed(old, wrong).then(
      () => null,
      (error: { message: string; reasons: readonly object[] }) => error,
    );
    expect(`${refusal?.message} ${JSON.stringify(refusal?.reasons)}`).toContain(words);
    expect((await list()).live).toEqual([]);
  });
});

describe("what becomes unknown", () => {
  test("tests that ran for the build before and not for this one, told beforehand and afterwards", async () => {
    await deployed(old);
    await ran("PT-1", old);
    await ran("PT-2", old, "failed");
    await ran("PT-2", next);
    await ran("PT-3", old, "skipped");
    const dry = await previewDeployment.run(as(admin), {
      ...place,
      side: "target",
      commit: next,
      dryRun: true,
    });
    expect(await live()).toEqual([["target", old]]);
    const done = await deployed(next);
    expect(dry).toEqual({ ...done, dryRun: true });
    expect(done.unknown).toMatchObject({
      tests: 1,
      capabilities: [{ tests: 1, names: ["PT-1"] }],
    });
    expect(done.says).toContain("1 contract test became unknown");
  });

  test("with an ancestor allowed its evidence counts, and only as far as the rule goes", async () => {
    await deployed(old);
    await ran("PT-1", old);
    const dry = (ancestors: string[]) =>
      previewDeployment.run(as(admin), {
        ...place,
        side: "go",
        commit: next,
        ancestors,
        dryRun: true,
      });
    expect((await dry([old])).unknown.tests).toBe(1);
    const rules = {
      program,
      rules: { ancestors: 1 },
      was: { ancestors: 0 },
      reason: "small steps",
    };
    await setEvidenceRules.run(as(admin), rules);
    expect((await dry([old])).unknown.tests).toBe(0);
    expect((await dry([third, old])).unknown.tests).toBe(1);
    await expect(setEvidenceRules.run(as(admin), rules)).rejects.toMatchObject({
      code: "stale-version",
    });
    await deployed(next, { ancestors: [old] });
    expect((await list()).live).toMatchObject([{ tests: { passed: 1, failed: 0, of: 3 } }]);
  });

  test("beside a canary both have to be known; of several commits the nearest says it", async () => {
    await setEvidenceRules.run(as(admin), {
      program,
      rules: { ancestors: 1 },
      was: { ancestors: 0 },
      reason: "small steps",
    });
    await deployed(old);
    await ran("PT-1", old, "failed");
    const canary = await deployed(next, { alongside: true });
    expect(canary.unknown.tests).toBe(1);
    await ran("PT-1", third, "disputed");
    await deployed(third, { ancestors: [old] });
    expect((await list()).live).toMatchObject([{ tests: { passed: 0, failed: 0, doubtful: 1 } }]);
  });

  test("the other side's runs say nothing", async () => {
    await deployed(old);
    await ran("PT-1", old, "passed", "legacy");
    expect((await deployed(next)).unknown).toEqual({ tests: 0, capabilities: [] });
  });

  test("where something is protected, others approve which evidence counts", async () => {
    await runtime.database.environment.updateMany({
      where: { programId, key: "production" },
      data: { isProtected: true },
    });
    const rules = { program, rules: { ancestors: 3 }, was: { ancestors: 0 }, reason: "quicker" };
    await expect(setEvidenceRules.run(as(admin), rules)).rejects.toMatchObject({
      code: "needs-request",
    });
    expect((await list()).rules).toEqual({ ancestors: 0 });
  });
});
