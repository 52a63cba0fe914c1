import { randomUUID } from "node:crypto";
import { changeSwitches } from "@/lib/server/commands/change-switches";
import { setCapabilityRules } from "@/lib/server/commands/set-capability-rules";
import type { Database } from "@/lib/server/db";
import { readGate } from "@/lib/server/queries/read-gate";
import { readGateBoard } from "@/lib/server/queries/read-gate-board";
import { admin, as } from "@/lib/server/test-actors";
import { exampleProgram } from "@/lib/server/test-program";

/** The capability of the routes, whose tests are PT-2 and PT-3. */
export const capability = "pull";

/** A program whose environments ask for the template's gates, and whose rows of the family registry are one capability, with the short words that tests of gates are written in. */
export const gateWorld = async (database: Database) => {
  const program = `p-${randomUUID().slice(0, 8)}`;
  const programId = await exampleProgram(database, program);
  await setCapabilityRules.run(as(admin), {
    program,
    rules: [
      { capability, family: "registry" },
      { capability: "other", family: "health" },
    ],
    reason: "for the test",
  });
  const staging = { program, environment: "staging" };
  await database.environment.updateMany({ where: { programId }, data: { policy: {} } });
  const { id: environmentId, version } = await database.environment.findUniqueOrThrow({
    where: { programId_key: { programId, key: "staging" } },
  });
  const deploy = (side: "legacy" | "target", commit: string, ancestors: string[] = []) =>
    database.deployment.create({
      data: { environmentId, side, commit, ancestors, at: new Date(), byName: "ci" },
    });
  const evidence = async (kind: string, more: object = {}) => {
    const digest = randomUUID();
    await database.evidenceFile.create({
      data: { digest, size: 1, createdAt: new Date() },
    });
    return database.evidence.create({
      data: {
        programId,
        kind,
        format: "generic",
        outcome: "pass",
        digest,
        series: randomUUID(),
        collectedAt: new Date(),
        reportedAt: new Date(),
        reporterName: "ci",
        says: "",
        ...more,
      },
    });
  };
  const report = async (
    testKey: string,
    side: "legacy" | "target",
    commit: string,
    outcome = "passed",
  ) => {
    const { id } = await evidence("test", { side, commit });
    await database.testRun.upsert({
      where: { programId_testKey_side_commit: { programId, testKey, side, commit } },
      create: {
        programId,
        testKey,
        side,
        commit,
        outcome,
        evidenceId: id,
        at: new Date(),
        reports: [],
      },
      update: { outcome, evidenceId: id, at: new Date() },
    });
  };
  const about = (id: string, level: string, key: string) =>
    database.evidenceSubject.create({ data: { evidenceId: id, programId, level, key } });
  const board = (more: object = {}) => readGateBoard.run(as(admin), { ...staging, ...more });
  const stateOf = async (gate: string, key = capability): Promise<string | undefined> =>
    (await board()).capabilities
      .find((each) => each.key === key)
      ?.cells.find((cell) => cell.gate === gate)?.state;
  const detail = (gate: string) => readGate.run(as(admin), { ...staging, gate, capability });
  const flip = (rules: object[]) =>
    changeSwitches.run(as(admin), {
      ...staging,
      reason: "for the test",
      expectedVersion: version,
      rules,
    });
  return {
    program,
    programId,
    staging,
    deploy,
    evidence,
    report,
    about,
    board,
    stateOf,
    detail,
    flip,
  };
};
