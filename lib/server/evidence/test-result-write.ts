import { sql, type Transaction } from "@/lib/server/db";
import type { JoinedTest } from "@/lib/server/evidence/program-test-join";

/** Rows of one statement: some megabytes of JSON. */
const atOnce = 5_000;

const inParts = async <T>(
  all: readonly T[],
  write: (some: readonly T[], from: number) => Promise<unknown>,
): Promise<void> => {
  for (let from = 0; from < all.length; from += atOnce) {
    await write(all.slice(from, from + atOnce), from);
  }
};

/** Writes a report's results as they stand in it. */
export const writeResults = (
  tx: Transaction,
  evidenceId: string,
  tests: readonly JoinedTest[],
): Promise<void> =>
  inParts(tests, (some, from) => {
    const rows = some.map(({ identity: _, properties: __, ...row }, index) => ({
      ...row,
      position: from + index,
    }));
    return tx.$executeRaw(sql`
      INSERT INTO "TestResult" ("evidenceId", "position", "suite", "className", "name", "file",
        "testKey", "outcome", "milliseconds", "attempts", "message")
      SELECT ${evidenceId}::uuid, n.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS n("position" int, "suite" text, "className" text, "name" text, "file" text,
          "testKey" text, "outcome" text, "milliseconds" float8, "attempts" int, "message" text)`);
  });

/** Keeps what matched nothing, and takes off what does now. */
export const writeUnmatched = async (
  tx: Transaction,
  { programId, evidenceId, at }: { programId: string; evidenceId: string; at: Date },
  tests: readonly JoinedTest[],
): Promise<void> => {
  const unmatched = new Map(
    tests.filter(({ testKey }) => testKey === null).map((test) => [test.identity, test]),
  );
  await inParts([...unmatched.values()], (some) => {
    const rows = some.map(({ identity, suite, className, name, file, outcome }) => ({
      identity,
      suite,
      className,
      name,
      file,
      outcome,
    }));
    return tx.$executeRaw(sql`
      INSERT INTO "UnmatchedTest" AS u ("programId", "identity", "suite", "className", "name", "file",
        "lastOutcome", "lastSeenAt", "lastEvidenceId")
      SELECT ${programId}::uuid, n.*, ${at}::timestamptz, ${evidenceId}::uuid
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n("identity" text, "suite" text,
        "className" text, "name" text, "file" text, "outcome" text)
      ON CONFLICT ("programId", "identity") DO UPDATE SET
        "suite" = excluded."suite", "className" = excluded."className", "name" = excluded."name",
        "file" = excluded."file", "lastOutcome" = excluded."lastOutcome",
        "lastSeenAt" = excluded."lastSeenAt", "lastEvidenceId" = excluded."lastEvidenceId"
      WHERE u."lastSeenAt" <= excluded."lastSeenAt"`);
  });
  const matched = tests.filter(({ testKey }) => testKey !== null).map(({ identity }) => identity);
  await inParts([...new Set(matched)], (some) =>
    tx.$executeRaw(sql`
      DELETE FROM "UnmatchedTest"
      WHERE "programId" = ${programId}::uuid AND "identity" = ANY(${[...some]}::text[])`),
  );
};
