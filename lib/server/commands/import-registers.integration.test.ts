import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import type { Actor } from "@/lib/domain/permissions";
import { applyImport } from "@/lib/server/commands/apply-import";
import { createProgram } from "@/lib/server/commands/create-program";
import { previewImport } from "@/lib/server/commands/preview-import";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

type Files = { name: string; bytes: Uint8Array }[];

const text = (name: string, ...lines: string[]): Files => [
  { name, bytes: new TextEncoder().encode(lines.join("\n")) },
];
const gates = (...rows: string[]) =>
  text("gates.md", "| Gate | Description | Status | Evidence |", "|---|---|---|---|", ...rows);
const g0 = "| G0 | Inventory | ready | `a.md` |";
const g1 = "| G1 | Storage | blocked | Sub-gates: (a) schema, (b) drift |";

const newProgram = async () => {
  const key = `p-${randomUUID().slice(0, 8)}`;
  await createProgram.run(as(admin), { key, legacy: "python", target: "go" });
  const { id } = await runtime.database.program.findUniqueOrThrow({ where: { key } });
  return { key, id };
};
const preview = (program: string, files: Files) => previewImport.run(as(admin), { program, files });
const bring = async (program: string, files: Files) => {
  const { id } = await preview(program, files);
  return applyImport.run(as(admin), { program, import: id });
};
const gateOf = (programId: string, key: string) =>
  runtime.database.programGate.findUniqueOrThrow({ where: { programId_key: { programId, key } } });

describe("an import of registers", () => {
  test("is a person's, or an admin token's: a token that imports trackers opens no gate with them", async () => {
    const { key, id } = await newProgram();
    const token = { ...admin, name: "nightly", scopes: ["import"], programId: id } as Actor;
    const { id: seen } = await previewImport.run(as(token), { program: key, files: gates(g0) });
    const apply = (by: Actor) => applyImport.run(as(by), { program: key, import: seen });
    await expect(apply(token)).rejects.toMatchObject({ code: "forbidden" });
    expect(await runtime.database.programGate.count({ where: { programId: id } })).toBe(0);
    await apply(await personWith(runtime.database, "engineer", id));
    expect(await gateOf(id, "G0")).toMatchObject({ state: "ready" });
  });

  test("creates once, says so, and changes nothing the second time", async () => {
    const { key, id } = await newProgram();
    const seen = await preview(key, gates(g0, g1));
    expect(seen.summary).toMatchObject({
      creates: { "program-gate": 2 },
      says: "Creates 2 program gates; leaves 0 alone.",
    });
    expect(seen.sources[0]?.says).toBe("Read as program gates: 2 rows.");
    expect(await runtime.database.programGate.count({ where: { programId: id } })).toBe(0);
    await bring(key, gates(g0, g1));
    expect(await gateOf(id, "G1")).toMatchObject({
      state: "blocked",
      position: 1,
      subGates: [
        { key: "a", title: "schema", state: "pending" },
        { key: "b", title: "drift", state: "pending" },
      ],
      origin: {
        state: { value: "blocked", origins: [{ file: "gates.md", row: 4, column: "Status" }] },
      },
    });
    const again = await bring(key, gates(g0, g1));
    expect(again.summary).toMatchObject({
      hasEffect: false,
      says: "Nothing to change: the program is as these files say.",
      unchanged: { "program-gate": 2 },
    });
  });

  test("changes what a file changed, and keeps what a person changed here, telling the difference", async () => {
    const { key, id } = await newProgram();
    await bring(key, gates(g0, g1));
    await runtime.database.programGate.update({
      where: { programId_key: { programId: id, key: "G0" } },
      data: { state: "complete", owner: "team-a" },
    });
    const done = await bring(
      key,
      gates(g0.replace("a.md", "b.md"), g1.replace("blocked", "ready")),
    );
    expect(done.summary.changed).toEqual([
      {
        kind: "program-gate",
        key: "G0",
        fields: [{ field: "evidence", before: "a.md", after: "b.md" }],
      },
      {
        kind: "program-gate",
        key: "G1",
        fields: [{ field: "state", before: "blocked", after: "ready" }],
      },
    ]);
    expect(done.summary.findings.map(({ says }) => says)).toEqual([
      "G0: state is “complete”, which was set in Signalbox, and “ready” in gates.md. The value set here is kept.",
    ]);
    expect(await gateOf(id, "G0")).toMatchObject({
      state: "complete",
      evidence: "b.md",
      version: 2,
    });
    const again = await bring(
      key,
      gates(g0.replace("a.md", "b.md"), g1.replace("blocked", "ready")),
    );
    expect(again.summary.hasEffect).toBe(false);
    const [event] = await runtime.database.auditEvent.findMany({
      where: { chain: id, action: "apply-import" },
      orderBy: { sequence: "desc" },
      skip: 1,
      take: 1,
    });
    expect(event?.after).toMatchObject({
      registers: { "program-gate:G1": { state: { was: "blocked", is: "ready" } } },
    });
  });

  test("keeps the states of sub-gates that people set when the list of them grows", async () => {
    const { key, id } = await newProgram();
    await bring(key, gates(g1));
    const where = { programId_key: { programId: id, key: "G1" } };
    await runtime.database.programGate.update({
      where,
      data: {
        subGates: [
          { key: "a", title: "schema", state: "complete" },
          { key: "b", title: "drift", state: "pending" },
        ],
      },
    });
    await bring(
      key,
      gates("| G1 | Storage | blocked | Sub-gates: (a) schema, (b) drift, (c) tools |"),
    );
    expect((await gateOf(id, "G1")).subGates).toEqual([
      { key: "a", title: "schema", state: "complete" },
      { key: "b", title: "drift", state: "pending" },
      { key: "c", title: "tools", state: "pending" },
    ]);
  });

  test("leaves an entry that its file no longer names, and says so", async () => {
    const { key, id } = await newProgram();
    await bring(key, gates(g0, g1));
    const { summary } = await bring(key, gates(g0));
    expect(summary.findings).toMatchObject([{ code: "missing-row", items: ["G1"] }]);
    expect(await gateOf(id, "G1")).toMatchObject({ state: "blocked" });
  });

  test("never changes what a budget asks for where an environment is protected", async () => {
    const { key, id } = await newProgram();
    const budgets = (threshold: string) =>
      text("b.csv", "budget_id,surface,threshold", `PB-A,pull,${threshold}`);
    await bring(key, budgets("P95 <= baseline + 10%"));
    const { summary } = await bring(key, budgets("P95 <= baseline + 90%"));
    expect(summary.findings[0]?.says).toMatch(/changed by request and not by a file/);
    const where = { programId_key: { programId: id, key: "PB-A" } };
    expect(await runtime.database.budget.findUniqueOrThrow({ where })).toMatchObject({
      threshold: "P95 <= baseline + 10%",
    });
  });

  test("of a log on its own defines no decision", async () => {
    const { key, id } = await newProgram();
    const log = text(
      "log.md",
      "| Decision ID | Outcome | Approved by | Approval date |",
      "|---|---|---|---|",
      "| D-1 | approved | board | 2026-02-08 |",
    );
    const { summary } = await bring(key, log);
    expect(summary.findings[0]?.says).toMatch(/D-1 is named by log\.md, and no list defines/);
    expect(await runtime.database.decision.count({ where: { programId: id } })).toBe(0);
  });
});

describe.skipIf(realFixtures() === null)(
  "the registers of a real program (skipped without ../shared/real)",
  () => {
    test("come in whole, beside its rows, and nothing is left to do the second time", async () => {
      const { key, id } = await newProgram();
      const { summary } = await bring(key, realFiles("quay"));
      expect(summary.creates).toMatchObject({
        route: 413,
        "program-gate": 16,
        milestone: 1,
        criterion: 19,
        decision: 9,
        budget: 6,
        "schedule-week": 4,
        "review-guide": 1,
      });
      expect(summary.says).toBe(
        "Creates 497 rows, 16 program gates, 1 milestone, 19 criteria, 9 decisions, 6 budgets, 4 weeks of the schedule, 1 checklist of reviews, changes 16 queue couplings; leaves 0 alone.",
      );
      const again = await bring(key, realFiles("quay"));
      expect(again.summary.says).toBe("Nothing to change: the program is as these files say.");
      const decision = await runtime.database.decision.findUniqueOrThrow({
        where: { programId_key: { programId: id, key: "D-005" } },
      });
      expect(decision).toMatchObject({
        status: "approved",
        decidedByName: "user",
        decidedAt: new Date("2026-02-09T00:00:00Z"),
        owner: "registry-platform",
      });
    });

    test("come one file at a time, in any order, with the same outcome", async () => {
      const { key, id } = await newProgram();
      const named = ["open_decisions.md", "decision_log.md", "performance_budget.md"];
      for (const name of [...named, "performance_baseline_status.md", ...named]) {
        await bring(
          key,
          realFiles("quay").filter((file) => file.name === name),
        );
      }
      const again = await preview(
        key,
        realFiles("quay").filter(({ name }) => named.includes(name)),
      );
      expect(again.summary.changed).toEqual([]);
      expect(await runtime.database.decision.count({ where: { programId: id } })).toBe(9);
      const where = { programId_key: { programId: id, key: "PB-REG-PULL" } };
      expect(await runtime.database.budget.findUniqueOrThrow({ where })).toMatchObject({
        statedState: "collecting",
        threshold: "P95 <= baseline + 10%, error rate not worse than baseline + 0.2%",
      });
    });
  },
);
