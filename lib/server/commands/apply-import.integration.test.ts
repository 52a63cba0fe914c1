import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Refusal } from "@/lib/domain/refusal";
import { applyImport } from "@/lib/server/commands/apply-import";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { createProgram } from "@/lib/server/commands/create-program";
import { discardImport } from "@/lib/server/commands/discard-import";
import { previewImport } from "@/lib/server/commands/preview-import";
import { setCapabilityRules } from "@/lib/server/commands/set-capability-rules";
import { readSnapshot } from "@/lib/server/switches/snapshot";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const header =
  "route_id,method,path_template,route_family,owner,review_wave,contract_test_id,status";
const tracker = (...rows: string[]) => [
  { name: "routes.csv", bytes: new TextEncoder().encode([header, ...rows].join("\n")) },
];
const ping = "R-1,GET,/ping,health,team-a,A1,PT-1,planned";
const pull = "R-2,GET,/pull/{id},registry,team-a,A1,PT-2,planned";
const push = "R-3,PUT,/pull/{id},registry,team-b,A2,PT-3,planned";

const newProgram = async (): Promise<string> => {
  const key = `p-${randomUUID().slice(0, 8)}`;
  await createProgram.run(as(admin), { key, legacy: "python", target: "go" });
  return key;
};
const preview = (program: string, ...rows: string[]) =>
  previewImport.run(as(admin), { program, files: tracker(...rows) });
const bring = async (program: string, ...rows: string[]) => {
  const { id } = await preview(program, ...rows);
  return applyImport.run(as(admin), { program, import: id });
};
const snapshotOf = async (program: string) => {
  const snapshot = await readSnapshot(runtime.database, program, "staging");
  if (!snapshot) throw new Error("no snapshot");
  return snapshot;
};
const flip = async (program: string, rules: unknown[]) =>
  changeSwitches.run(as(admin), {
    program,
    environment: "staging",
    expectedVersion: (await snapshotOf(program)).version,
    reason: "for the test",
    rules,
  });

describe("an import", () => {
  test("previews without writing, writes once, and changes nothing the second time", async () => {
    const program = await newProgram();
    const previewed = await preview(program, ping, pull);
    expect(previewed.summary.creates).toEqual({ route: 2 });
    expect(await runtime.database.item.count({ where: { program: { key: program } } })).toBe(0);
    const applied = await applyImport.run(as(admin), { program, import: previewed.id });
    expect(applied.status).toBe("applied");
    expect((await snapshotOf(program)).routes).toHaveLength(2);
    expect((await snapshotOf(program)).version).toBe(2);
    const again = await bring(program, ping, pull);
    expect(again.summary.hasEffect).toBe(false);
    expect((await snapshotOf(program)).version).toBe(2);
  });

  test("is refused when the inventory moved after its preview", async () => {
    const program = await newProgram();
    const first = await preview(program, ping);
    await bring(program, pull);
    await expect(applyImport.run(as(admin), { program, import: first.id })).rejects.toMatchObject({
      code: "stale-version",
    });
    expect(await runtime.database.item.count({ where: { program: { key: program } } })).toBe(1);
  });

  test("that was discarded is not applied any more, and one that was applied not discarded", async () => {
    const program = await newProgram();
    const { id } = await preview(program, ping);
    await discardImport.run(as(admin), { program, import: id });
    await expect(applyImport.run(as(admin), { program, import: id })).rejects.toThrow(Refusal);
    const { id: applied } = await bring(program, ping);
    await expect(discardImport.run(as(admin), { program, import: applied })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("gives a new row in a family on the target a legacy pin, in the same version", async () => {
    const program = await newProgram();
    await bring(program, pull);
    await flip(program, [{ level: "family", key: "registry", owner: "go" }]);
    const before = (await snapshotOf(program)).version;
    await bring(program, pull, push);
    const snapshot = await snapshotOf(program);
    expect(snapshot.version).toBe(before + 1);
    expect(snapshot.routes.find(({ id }) => id === "R-2")?.owner).toBeUndefined();
    expect(snapshot.routes.find(({ id }) => id === "R-3")?.owner).toBe("python");
  });

  test("pins a route that a tracker moves into a family on the target", async () => {
    const program = await newProgram();
    await bring(program, ping, pull);
    await flip(program, [{ level: "family", key: "registry", owner: "go" }]);
    await bring(program, ping.replace("health", "registry"), pull);
    expect((await snapshotOf(program)).routes.find(({ id }) => id === "R-1")?.owner).toBe("python");
  });
});

describe("capability rules", () => {
  test("split a family, as one version, and are a flip where rows move to the target", async () => {
    const program = await newProgram();
    await bring(program, pull, push);
    const rules = [{ capability: "v2-push", family: "registry", methods: ["PUT"] }];
    await setCapabilityRules.run(as(admin), { program, rules, reason: "push apart from pull" });
    const split = await snapshotOf(program);
    expect(split.routes.map(({ capability }) => capability)).toEqual(["registry", "v2-push"]);
    await flip(program, [{ level: "capability", key: "v2-push", owner: "go" }]);
    await setCapabilityRules.run(as(admin), {
      program,
      rules: [{ capability: "v2-push", family: "registry" }],
      reason: "all of it flips together",
    });
    const { changes } = await changesOf(program);
    expect(changes[0]).toMatchObject({ kind: "capabilities" });
    expect(
      (await snapshotOf(program)).routes.every(({ capability }) => capability === "v2-push"),
    ).toBe(true);
  });
});

const changesOf = async (program: string) => ({
  changes: await runtime.database.switchChange.findMany({
    where: { environment: { key: "staging", program: { key: program } } },
    orderBy: { version: "desc" },
  }),
});
