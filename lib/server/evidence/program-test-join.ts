import { contractTestFinder } from "@/lib/domain/find-contract-tests";
import { testIdentity } from "@/lib/domain/test-identity";
import { joinTest, type TestJoin, type TestPattern } from "@/lib/domain/test-join";
import type { ReportedTest } from "@/lib/domain/test-report";
import { compileTestPattern } from "@/lib/formats/compile-test-pattern";
import { type Database, sql, type Transaction } from "@/lib/server/db";

/** The ids of a program's contract tests. */
export const contractTests = async (
  db: Database | Transaction,
  programId: string,
): Promise<string[]> =>
  (
    await db.$queryRaw<{ key: string }[]>(sql`
      SELECT DISTINCT t."key" FROM "ContractTest" t JOIN "Item" i ON i."id" = t."itemId"
      WHERE i."programId" = ${programId}::uuid ORDER BY 1`)
  ).map(({ key }) => key);

export const testPatternsOf = async (
  db: Database | Transaction,
  programId: string,
): Promise<TestPattern[]> => {
  const { testPatterns } = await db.program.findUniqueOrThrow({
    where: { id: programId },
    select: { testPatterns: true },
  });
  return testPatterns as unknown as TestPattern[];
};

/** What joins a program's reported tests. Mappings are read in the transaction that stores; see `mappingsOf`. */
export const programTestJoin = async (
  db: Database | Transaction,
  programId: string,
  patterns?: readonly TestPattern[],
): Promise<TestJoin> => {
  const ids = await contractTests(db, programId);
  const stored = patterns ?? (await testPatternsOf(db, programId));
  return {
    find: contractTestFinder(ids),
    known: new Map(ids.map((id) => [id.toLowerCase(), id])),
    patterns: stored.map((pattern) => ({ ...pattern, match: compileTestPattern(pattern.pattern) })),
    mappings: new Map(),
  };
};

/** What people said of reported tests, by identity. */
export const mappingsOf = async (
  tx: Transaction,
  programId: string,
): Promise<ReadonlyMap<string, string>> => {
  const rows = await tx.testMapping.findMany({
    where: { programId },
    select: { identity: true, testKey: true },
  });
  return new Map(rows.map(({ identity, testKey }) => [identity, testKey]));
};

/** A test of a report with its identity and the contract test that it is, as far as that is known. */
export type JoinedTest = ReportedTest & {
  readonly identity: string;
  readonly testKey: string | null;
};

/** So many at once, so that nobody else waits long. */
const atOnce = 1_000;

/** Joins a report's tests, with a breath for everybody else after each thousand. */
export const joinTests = async (
  tests: readonly ReportedTest[],
  join: TestJoin,
): Promise<JoinedTest[]> => {
  const joined: JoinedTest[] = [];
  for (const test of tests) {
    joined.push({
      ...test,
      identity: testIdentity(test),
      testKey: joinTest(test, join)?.test ?? null,
    });
    if (joined.length % atOnce === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return joined;
};

/** What people said of a test counts where nothing in the report tells which contract test it is. */
export const withMappings = (
  tests: readonly JoinedTest[],
  mappings: ReadonlyMap<string, string>,
): readonly JoinedTest[] =>
  mappings.size === 0
    ? tests
    : tests.map((test) =>
        test.testKey === null ? { ...test, testKey: mappings.get(test.identity) ?? null } : test,
      );
