import { createHash, randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { ReportedEvidence } from "@/lib/contract/evidence";
import { bearer } from "@/lib/server/test-callers";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { call, type Input } from "./test-border";

export const program = "here";

export const commit = (): string => createHash("sha1").update(randomUUID()).digest("hex");
export const testcase = (name: string, more = ""): string =>
  more === ""
    ? `<testcase classname="Contract" name="${name}"/>`
    : `<testcase classname="Contract" name="${name}">${more}</testcase>`;
export const junit = (...cases: string[]): string =>
  `<testsuite name="contract">${cases.join("\n")}</testsuite>`;
export const failure = '<failure message="expected 200, was 500"/>';

/** A program with three contract tests and a budget, and the ways to report to it and to look at what came of it. */
export const startReporting = async () => {
  const runtime = await startTestRuntime();
  const { database } = runtime;
  const programId = await exampleProgram(database, program);
  await database.budget.create({
    data: {
      programId,
      key: "PB-PULL",
      surface: "pull",
      threshold: "P95 <= baseline + 10%",
      changedAt: new Date(),
      changedByName: "tests",
    },
  });
  const admin = () => bearer(runtime.localToken ?? "");
  const report = async (text: string | Uint8Array, more: Input = {}): Promise<Response> =>
    call(
      "reportEvidence",
      { program, files: [["report.xml", text]], kind: "", side: "go", commit: commit(), ...more },
      admin(),
    );
  return {
    database,
    close: runtime.close,
    admin,
    report,
    reported: async (text: string, more: Input = {}): Promise<ReportedEvidence> => {
      const response = await report(text, more);
      const answer = (await response.json()) as { evidence: ReportedEvidence[] };
      expect(answer, JSON.stringify(answer)).toHaveProperty("evidence");
      const [evidence] = answer.evidence;
      if (!evidence) throw new Error("no evidence");
      return evidence;
    },
    read: async <Answer>(id: string, input: Input = {}): Promise<Answer> =>
      (await (await call(id, { program, ...input }, admin())).json()) as Answer,
    runOf: (testKey: string, of: string, side: "legacy" | "target" = "target") =>
      database.testRun.findUnique({
        where: { programId_testKey_side_commit: { programId, testKey, side, commit: of } },
      }),
    standingOf: (testKey: string, side: "legacy" | "target" = "target") =>
      database.testStanding.findUnique({
        where: { programId_testKey_side: { programId, testKey, side } },
      }),
    /** How much is stored of everything that a report may leave. */
    traces: async () =>
      Promise.all([
        database.evidence.count(),
        database.evidenceFile.count(),
        database.evidenceChunk.count(),
        database.testResult.count(),
        database.testRun.count(),
        database.testStanding.count(),
        database.unmatchedTest.count(),
        database.measurement.count(),
        database.auditEvent.count(),
      ]),
  };
};
