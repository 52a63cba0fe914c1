import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bookCounts } from "@/lib/server/gates/gate-board";
import { capability, gateWorld } from "@/lib/server/gates/test-gates";
import { readGate } from "@/lib/server/queries/read-gate";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

describe("the board of a program", () => {
  test("a new program has the template's gates, and nothing of them is known", async () => {
    const { board } = await gateWorld(runtime.database);
    const { gates, capabilities, counts } = await board();
    expect(gates.map(({ key }) => key)).toEqual([
      "contract-parity",
      "tests",
      "budgets",
      "auth-parity",
      "data-compatibility",
      "fips",
      "observability",
      "runbook",
      "canary",
      "rollback-drill",
      "sign-off",
    ]);
    expect(capabilities.map(({ key }) => key)).toEqual(["other", "pull"]);
    expect(counts.pass).toBe(0);
    expect(capabilities[1]?.mayStep).toBeNull();
  });

  test("tests count for what runs, and a redeploy makes them unknown", async () => {
    const { deploy, report, stateOf, detail } = await gateWorld(runtime.database);
    await report("PT-2", "target", "t1");
    await report("PT-3", "target", "t1");
    expect((await detail("tests")).reading.because).toContain("CI has to report the deployment");
    await deploy("target", "t1");
    expect(await stateOf("tests")).toBe("pass");
    expect((await detail("tests")).reading).toMatchObject({ state: "pass", short: "2/2" });
    await runtime.database.deployment.updateMany({
      where: { commit: "t1", endedAt: null },
      data: { endedAt: new Date() },
    });
    await deploy("target", "t2", ["t1"]);
    expect(await stateOf("tests")).toBe("unknown");
  });

  test("an ancestor's runs count where the program's rule says so", async () => {
    const { programId, deploy, report, stateOf } = await gateWorld(runtime.database);
    await report("PT-2", "target", "a1");
    await report("PT-3", "target", "a2");
    await deploy("target", "a3", ["a2", "a1"]);
    expect(await stateOf("tests")).toBe("unknown");
    await runtime.database.program.update({
      where: { id: programId },
      data: { evidenceRules: { ancestors: 2 } },
    });
    expect(await stateOf("tests")).toBe("pass");
  });

  test("parity asks both sides", async () => {
    const { deploy, report, stateOf } = await gateWorld(runtime.database);
    await deploy("target", "pt");
    await deploy("legacy", "pl");
    for (const key of ["PT-2", "PT-3"]) await report(key, "target", "pt");
    expect(await stateOf("contract-parity")).toBe("unknown");
    for (const key of ["PT-2", "PT-3"]) await report(key, "legacy", "pl");
    expect(await stateOf("contract-parity")).toBe("pass");
    await report("PT-3", "target", "pt", "failed");
    expect(await stateOf("contract-parity")).toBe("fail");
  });

  test("evidence about the capability, about all of its rows, or about the program", async () => {
    const { evidence, about, stateOf } = await gateWorld(runtime.database);
    const auth = await evidence("auth-parity");
    expect(await stateOf("auth-parity")).toBe("unknown");
    await about(auth.id, "capability", capability);
    expect(await stateOf("auth-parity")).toBe("pass");
    expect(await stateOf("auth-parity", "other")).toBe("unknown");
    const runbook = await evidence("runbook");
    await about(runbook.id, "route", "R-2");
    expect(await stateOf("runbook")).toBe("unknown");
    await about(runbook.id, "route", "R-3");
    expect(await stateOf("runbook")).toBe("pass");
    const fips = await evidence("fips");
    await about(fips.id, "program", "");
    expect(await stateOf("fips")).toBe("pass");
    expect(await stateOf("fips", "other")).toBe("pass");
  });

  test("later evidence of a series supersedes the earlier", async () => {
    const { evidence, about, stateOf } = await gateWorld(runtime.database);
    const first = await evidence("auth-parity", { series: "s" });
    await about(first.id, "capability", capability);
    expect(await stateOf("auth-parity")).toBe("pass");
    const second = await evidence("auth-parity", { series: "s", outcome: "fail" });
    await about(second.id, "capability", capability);
    expect(await stateOf("auth-parity")).toBe("fail");
  });

  test("after one report only the capability that it touches is read again", async () => {
    const { programId, deploy, report, board } = await gateWorld(runtime.database);
    await deploy("target", "c1");
    await report("PT-2", "target", "c1");
    await board();
    const { read } = bookCounts(programId);
    await board();
    expect(bookCounts(programId).read).toBe(read);
    await report("PT-3", "target", "c1");
    await board();
    expect(bookCounts(programId).read - read).toBe(11);
  });

  test("a canary runs from its first cohort on, as the history of switches tells it", async () => {
    const { flip, detail, programId } = await gateWorld(runtime.database);
    await flip([
      { level: "capability", key: capability, owner: "go", canary: { percent: 100, key: "org" } },
    ]);
    expect((await detail("canary")).reading).toMatchObject({ state: "unknown", short: "0 min" });
    await runtime.database.switchChange.updateMany({
      where: { environment: { programId } },
      data: { createdAt: new Date(Date.now() - 25 * 3_600_000) },
    });
    expect((await detail("canary")).reading.state).toBe("pass");
  });

  test("an environment, a gate or a capability that there is not is told so", async () => {
    const { staging } = await gateWorld(runtime.database);
    const asked = { ...staging, gate: "tests", capability };
    for (const [field, value] of Object.entries({
      environment: "moon",
      gate: "none",
      capability: "none",
    })) {
      await expect(readGate.run(as(admin), { ...asked, [field]: value })).rejects.toMatchObject({
        code: "not-found",
      });
    }
  });
});
