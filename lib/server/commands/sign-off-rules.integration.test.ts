import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { requestFlip } from "@/lib/server/commands/request-flip";
import { setSignOffRules } from "@/lib/server/commands/set-sign-off-rules";
import { previewSignOffRules } from "@/lib/server/queries/preview-sign-off-rules";
import { readSignOffRules } from "@/lib/server/queries/read-sign-off-rules";
import { noStalenessLooks, recordDueStaleness } from "@/lib/server/sign-offs/staleness-due";
import { admin, as } from "@/lib/server/test-actors";
import { type RequestWorld, requestWorld } from "@/lib/server/test-requests";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let world: RequestWorld;
let manager: Actor;
let approver: Actor;
const reason = "the auditors ask for it";

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());
beforeEach(async () => {
  world = await requestWorld(runtime.database);
  manager = await world.person("manager");
  approver = await world.person("owner");
});

const read = async () => (await readSignOffRules.run(as(admin), { program: world.program })).rules;
const open = () =>
  runtime.database.environment.updateMany({
    where: { programId: world.programId },
    data: { isProtected: false },
  });
const set = async (change: object) => {
  const was = await read();
  const { program } = world;
  return setSignOffRules.run(as(manager), { program, was, rules: { ...was, ...change }, reason });
};

/** A signature of a route that vouches for its test and a value. */
const signed = async (key: string, team = "team-a", value = "/ping"): Promise<string> => {
  if (approver.kind !== "person") throw new Error("not a person");
  const at = new Date();
  const { id } = await runtime.database.signature.create({
    data: {
      programId: world.programId,
      subjectKind: "route",
      subjectKey: key,
      team,
      personId: approver.id,
      personName: approver.name,
      meaning: "approved",
      at,
      authentication: "password",
      authenticatedAt: at,
      shown: new Uint8Array(gzipSync("{}")),
      digest: "0".repeat(64),
      claims: [
        { kind: "test", test: key.replace("R-", "PT-"), passes: true },
        { kind: "value", field: "path", value },
      ],
      wasOpened: true,
    },
  });
  return id;
};

const ran = (lastOutcome: string) =>
  runtime.database.testStanding.upsert({
    where: {
      programId_testKey_side: { programId: world.programId, testKey: "PT-1", side: "target" },
    },
    create: {
      programId: world.programId,
      testKey: "PT-1",
      side: "target",
      lastRunCommit: "c1",
      lastRunAt: new Date(),
      lastOutcome,
      lastEvidenceId: randomUUID(),
    },
    update: { lastOutcome },
  });

const staleBecause = async (id: string) =>
  (await runtime.database.signature.findUniqueOrThrow({ where: { id } })).staleBecause;

describe("the rules of signatures", () => {
  test("are four eyes, the owner alone, no sample and every change, where nobody said otherwise", async () => {
    expect(await read()).toEqual({
      fourEyes: true,
      alsoTeams: [],
      samplePercent: 0,
      counts: ["anchor", "decision", "no-contradiction", "owner", "test", "value"],
      ignoredFields: [],
      alsoOutcomes: [],
    });
  });

  test("are written once, as they were seen", async () => {
    await open();
    const was = await read();
    expect(await set({ alsoTeams: ["team-b"], samplePercent: 10 })).toMatchObject({
      alsoTeams: ["team-b"],
      samplePercent: 10,
    });
    const { program } = world;
    const again = { program, was, rules: { ...was, fourEyes: false }, reason };
    await expect(setSignOffRules.run(as(manager), again)).rejects.toMatchObject({
      code: "stale-version",
    });
    const same = await read();
    await setSignOffRules.run(as(manager), { program, was: same, rules: same, reason });
    const events = await runtime.database.auditEvent.count({
      where: { chain: world.programId, action: "set-sign-off-rules" },
    });
    expect(events).toBe(1);
  });

  test.each<[string, object, string]>([
    ["a team that there is not", { alsoTeams: ["team-a", "nobody"] }, "rules.alsoTeams.0"],
    ["a field that no row has", { ignoredFields: ["colour"] }, "rules.ignoredFields.0"],
    ["a sample of 101 %", { samplePercent: 101 }, "rules.samplePercent"],
    ["half a percent", { samplePercent: 0.5 }, "rules.samplePercent"],
    ["nothing that counts", { counts: [] }, "rules.counts"],
    ["a claim that there is not", { counts: ["weather"] }, "rules.counts.0"],
    ["a word that there is not", { twoEyes: true }, "rules"],
  ])("are refused with %s", async (_, change, field) => {
    await open();
    await expect(set(change)).rejects.toMatchObject({
      code: "invalid",
      reasons: [expect.objectContaining({ field })],
    });
  });

  test("are asked for and approved where something is protected", async () => {
    await expect(set({ samplePercent: 20 })).rejects.toMatchObject({ code: "needs-request" });
    const was = await read();
    const criteria = { kind: "sign-off-rules", was, rules: { ...was, samplePercent: 20 } };
    const request = await requestFlip.run(as(manager), {
      ...world.production,
      criteria,
      reason,
    });
    const { number } = request;
    expect(JSON.stringify(request)).toContain("samplePercent: 0 -> 20");
    await world.decide(approver, number);
    await applyRequest.run(as(manager), { ...world.production, number });
    expect(await read()).toMatchObject({ samplePercent: 20 });
  });

  test("are shown with what they would change before they are set", async () => {
    await ran("skipped");
    await signed("R-1");
    await signed("R-2", "team-b", "/elsewhere");
    const was = await read();
    const { program } = world;
    const rules = {
      ...was,
      alsoOutcomes: ["skipped"],
      ignoredFields: ["path"],
      alsoTeams: ["team-b"],
    };
    const preview = await previewSignOffRules.run(as(manager), { program, rules });
    expect(preview).toMatchObject({
      looked: 2,
      isPart: false,
      turnStale: { count: 1, first: [{ key: "R-1", says: "PT-1 was skipped." }] },
      spared: { count: 1, first: [{ key: "R-2" }] },
      lacking: { count: 1, first: [{ key: "R-1", says: "It lacks team-b." }] },
      stayStale: 0,
    });
    expect(await read()).toEqual(was);
  });

  test("count from when they are set, for what was signed before too", async () => {
    await open();
    await ran("skipped");
    const id = await signed("R-1");
    const looks = noStalenessLooks(new Date());
    let at = Date.now();
    const settle = async () => {
      for (let round = 0; round < 4; round += 1) {
        at += 20_000;
        await recordDueStaleness(runtime.database, new Date(at), looks);
      }
    };
    await settle();
    expect(await staleBecause(id)).toBeNull();
    await set({ alsoOutcomes: ["skipped"] });
    await settle();
    expect(await staleBecause(id)).toEqual(["PT-1 was skipped."]);
    // What is stale stays so until it is signed again, whatever the rules say then.
    await set({ alsoOutcomes: [] });
    await settle();
    expect(await staleBecause(id)).toEqual(["PT-1 was skipped."]);
  });
});
