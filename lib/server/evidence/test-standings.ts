import { randomUUID } from "node:crypto";
import type { TestDatabase } from "@/lib/server/test-runtime";

/** Contract tests that passed a moment ago on one build of the target. */
export const passedTests = async (
  database: TestDatabase,
  programId: string,
  testKeys: readonly string[],
): Promise<void> => {
  await database.testStanding.createMany({
    data: testKeys.map((testKey) => ({
      programId,
      testKey,
      side: "target" as const,
      lastRunCommit: "8f2c1ab9".repeat(5),
      lastRunAt: new Date(),
      lastOutcome: "passed",
      lastEvidenceId: randomUUID(),
    })),
  });
};
