import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { liftForce } from "@/lib/server/commands/lift-force";
import { setCapabilityRules } from "@/lib/server/commands/set-capability-rules";
import { readOwnership } from "@/lib/server/queries/read-ownership";
import { readSwitches } from "@/lib/server/queries/read-switches";
import { admin, as } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
const staging = { program: "here", environment: "staging" };
const reason = "asked for by the test";
const ask = (more: object) => readOwnership.run(as(admin), { ...staging, ...more });
const version = async () => (await readSwitches.run(as(admin), staging)).version;
const change = async (...rules: object[]) =>
  changeSwitches.run(as(admin), {
    ...staging,
    expectedVersion: await version(),
    reason,
    rules,
  });

/** When each of these stood, in this order. */
const moments: { flipped: Date; forced: Date; lifted: Date } = {
  flipped: new Date(0),
  forced: new Date(0),
  lifted: new Date(0),
};
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
const tick = async (): Promise<Date> => {
  await pause();
  const moment = new Date();
  await pause();
  return moment;
};

beforeAll(async () => {
  runtime = await startTestRuntime();
  await exampleProgram(runtime.database, "here");
  await change(
    { level: "family", key: "registry", owner: "go" },
    { level: "route", key: "R-3", owner: "python" },
  );
  moments.flipped = await tick();
  await forceLegacy.run(as(admin), { ...staging, reason });
  moments.forced = await tick();
  await liftForce.run(as(admin), { ...staging, reason });
  const split = [{ capability: "push", family: "registry", methods: ["PUT"] }];
  await setCapabilityRules.run(as(admin), { program: "here", rules: split, reason });
  await change({ level: "capability", key: "push", owner: "python" });
  moments.lifted = await tick();
});
afterAll(() => runtime.close());

describe("who owns this request", () => {
  test("is answered by method and path, with the rule that decides and what it hides", async () => {
    const answer = await ask({ method: "put", path: "/pull/7" });
    expect(answer).toMatchObject({ owner: "python", decidedBy: "route", route: { key: "R-3" } });
    expect(answer.rules.map(({ level, decides }) => `${decides ? "*" : ""}${level}`)).toEqual([
      "*route",
      "capability",
      "family",
      "default",
    ]);
    expect(answer.says).toBe("R-3 belongs to python in staging, decided by a rule for the route.");
  });

  test("is answered for a route, a worker, and a request that meets no route", async () => {
    expect(await ask({ route: "R-2" })).toMatchObject({ owner: "go", decidedBy: "family" });
    expect(await ask({ worker: "gc" })).toMatchObject({ owner: "python", decidedBy: "worker" });
    expect(await ask({ path: "/nowhere" })).toMatchObject({ decidedBy: "fallback", rules: [] });
  });

  test("is answered as it was at a moment: forces and the capabilities of then included", async () => {
    const at = (moment: Date) => ask({ route: "R-3", at: moment.toISOString() });
    expect(await at(moments.flipped)).toMatchObject({ decidedBy: "route" });
    expect((await at(moments.flipped)).route?.capability).toBe("registry");
    expect(await at(moments.forced)).toMatchObject({ owner: "python", decidedBy: "force" });
    expect(await at(moments.lifted)).toMatchObject({ decidedBy: "route" });
    expect((await at(moments.lifted)).route?.capability).toBe("push");
  });

  test("every past version says what it said then", async () => {
    const now = await version();
    expect(await ask({ route: "R-2", version: 1 })).toMatchObject({ owner: "python", version: 1 });
    expect(await ask({ route: "R-2", version: now })).toMatchObject(await ask({ route: "R-2" }));
  });

  test.each([
    [{}, "invalid", /one thing/],
    [{ route: "R-1", worker: "gc" }, "invalid", /one thing/],
    [{ route: "R-9" }, "not-found", /no route R-9/],
    [{ worker: "nobody" }, "not-found", /no worker nobody/],
    [{ route: "R-1", version: 999 }, "not-found", /no version 999/],
    [{ route: "R-1", at: "2001-01-01T00:00:00Z" }, "not-found", /nothing is known of before/],
    [{ route: "R-1", at: "2026-01-01T00:00:00Z", version: 1 }, "invalid", /not both/],
    [{ path: "nowhere" }, "invalid", /slash/],
  ])("%j is refused in words", async (asked, code, says) => {
    const refusal = await ask(asked).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code });
    expect(
      JSON.stringify([(refusal as Error).message, (refusal as { reasons: unknown }).reasons]),
    ).toMatch(says);
  });
});
