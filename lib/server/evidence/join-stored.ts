import { testIdentity } from "@/lib/domain/test-identity";
import type { TestOutcome } from "@/lib/domain/test-report";
import { sql, type Transaction } from "@/lib/server/db";
import { type KeyedResult, writeTestRuns } from "@/lib/server/evidence/test-run-write";

/** So many of the newest test reports are joined once more; older ones stay as they were. */
const reportsJoined = 20;

type Stored = {
  evidenceId: string;
  position: number;
  suite: string;
  className: string;
  name: string;
  file: string | null;
};

type Report = {
  id: string;
  side: "legacy" | "target" | null;
  commit: string | null;
  collectedAt: Date;
};

const newestReports = (tx: Transaction, programId: string): Promise<Report[]> =>
  tx.$queryRaw<Report[]>(sql`
    SELECT "id"::text AS "id", "side"::text AS "side", "commit", "collectedAt" FROM "Evidence"
    WHERE "programId" = ${programId}::uuid AND "counts"->'total' IS NOT NULL
    ORDER BY "reportedAt" DESC, "id" DESC LIMIT ${reportsJoined}`);

const joinReport = async (
  tx: Transaction,
  programId: string,
  { id, side, commit, collectedAt }: Report,
  names: readonly string[],
  pairs: ReadonlyMap<string, string>,
): Promise<number> => {
  const stored = await tx.$queryRaw<Stored[]>(sql`
    SELECT "evidenceId"::text AS "evidenceId", "position", "suite", "className", "name", "file"
    FROM "TestResult" WHERE "evidenceId" = ${id}::uuid AND "testKey" IS NULL
      AND "name" = ANY(${[...names]}::text[])`);
  const joined = stored.flatMap((test) => {
    const testKey = pairs.get(testIdentity(test));
    return testKey ? [{ position: test.position, testKey }] : [];
  });
  if (joined.length === 0) return 0;
  await tx.$executeRaw(sql`
    UPDATE "TestResult" r SET "testKey" = n."testKey"
    FROM jsonb_to_recordset(${JSON.stringify(joined)}::jsonb) AS n("position" int, "testKey" text)
    WHERE r."evidenceId" = ${id}::uuid AND r."position" = n."position"`);
  if (side === null || commit === null) return joined.length;
  const keys = [...new Set(joined.map(({ testKey }) => testKey))];
  // All cases of these tests in the report, those that were known before too.
  const cases = await tx.$queryRaw<(KeyedResult & { outcome: TestOutcome })[]>(sql`
    SELECT "testKey", "outcome", "milliseconds", "file" FROM "TestResult"
    WHERE "evidenceId" = ${id}::uuid AND "testKey" = ANY(${keys}::text[])`);
  await writeTestRuns(tx, { programId, evidenceId: id, side, commit, at: collectedAt }, cases);
  return joined.length;
};

/**
 * Joins what the newest reports hold of tests that are known from now on, by identity, and takes them
 * off the list of those that match nothing. What the reports say stays as it is. Gives how many
 * results were joined. Whoever calls holds `lockEvidence`.
 */
export const joinStored = async (
  tx: Transaction,
  programId: string,
  pairs: ReadonlyMap<string, string>,
): Promise<number> => {
  const identities = [...pairs.keys()];
  const tests = await tx.$queryRaw<{ name: string }[]>(sql`
    DELETE FROM "UnmatchedTest"
    WHERE "programId" = ${programId}::uuid AND "identity" = ANY(${identities}::text[])
    RETURNING "name"`);
  const names = [...new Set(tests.map(({ name }) => name))];
  if (names.length === 0) return 0;
  let results = 0;
  for (const report of (await newestReports(tx, programId)).reverse()) {
    results += await joinReport(tx, programId, report, names, pairs);
  }
  return results;
};
