import type { TestOutcome } from "@/lib/domain/test-report";
import {
  outcomeOfCases,
  outcomeOfReports,
  type RunOutcome,
  type RunReport,
  withReport,
} from "@/lib/domain/test-run";
import { type Database, sql, type Transaction } from "@/lib/server/db";

/** A result of a contract test in one report. */
export type KeyedResult = {
  readonly testKey: string;
  readonly outcome: TestOutcome;
  readonly milliseconds: number | null;
  readonly file: string | null;
};

export type RunPlace = {
  readonly programId: string;
  readonly evidenceId: string;
  readonly side: "legacy" | "target";
  readonly commit: string;
  readonly at: Date;
};

type Case = { outcomes: TestOutcome[]; milliseconds: number | null; file: string | null };

/** The cases of each contract test of a report taken together. */
const casesByTest = (results: readonly KeyedResult[]): Map<string, Case> => {
  const byTest = new Map<string, Case>();
  for (const { testKey, outcome, milliseconds, file } of results) {
    const known = byTest.get(testKey) ?? { outcomes: [], milliseconds: null, file: null };
    known.outcomes.push(outcome);
    if (milliseconds !== null) known.milliseconds = (known.milliseconds ?? 0) + milliseconds;
    known.file ??= file;
    byTest.set(testKey, known);
  }
  return byTest;
};

const knownRuns = async (
  tx: Database | Transaction,
  { programId, side, commit }: RunPlace,
  tests: readonly string[],
): Promise<Map<string, RunReport[]>> => {
  const rows = await tx.$queryRaw<{ testKey: string; reports: RunReport[] }[]>(sql`
    SELECT "testKey", "reports" FROM "TestRun"
    WHERE "programId" = ${programId}::uuid AND "side" = ${side}::"Side" AND "commit" = ${commit}
      AND "testKey" = ANY(${[...tests]}::text[])`);
  return new Map(rows.map(({ testKey, reports }) => [testKey, reports]));
};

type Run = {
  readonly testKey: string;
  readonly outcome: RunOutcome;
  readonly said: TestOutcome;
  readonly evidenceId: string;
  readonly at: string;
  readonly file: string | null;
  readonly milliseconds: number | null;
  readonly reports: readonly RunReport[];
};

const writeRuns = (tx: Transaction, place: RunPlace, runs: readonly Run[]): Promise<number> =>
  tx.$executeRaw(sql`
    INSERT INTO "TestRun" AS r ("programId", "testKey", "side", "commit", "outcome", "evidenceId", "at",
      "file", "milliseconds", "reports")
    SELECT ${place.programId}::uuid, n."testKey", ${place.side}::"Side", ${place.commit}, n."outcome",
      n."evidenceId", n."at", n."file", n."milliseconds", n."reports"
    FROM jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) AS n("testKey" text, "outcome" text,
      "evidenceId" uuid, "at" timestamptz, "file" text, "milliseconds" float8, "reports" jsonb)
    ON CONFLICT ("programId", "testKey", "side", "commit") DO UPDATE SET
      "outcome" = excluded."outcome", "evidenceId" = excluded."evidenceId", "at" = excluded."at",
      "file" = coalesce(excluded."file", r."file"),
      "milliseconds" = coalesce(excluded."milliseconds", r."milliseconds"),
      "reports" = excluded."reports"`);

/** A report of an older run than the last one changes nothing but, where it passed, the last pass. */
const writeStandings = (tx: Transaction, place: RunPlace, runs: readonly Run[]): Promise<number> =>
  tx.$executeRaw(sql`
    INSERT INTO "TestStanding" AS s ("programId", "testKey", "side", "file", "lastRunCommit", "lastRunAt",
      "lastOutcome", "lastEvidenceId", "lastPassedCommit", "lastPassedAt")
    SELECT ${place.programId}::uuid, n."testKey", ${place.side}::"Side", n."file", ${place.commit},
      n."at", n."outcome", n."evidenceId",
      CASE WHEN n."said" = 'passed' THEN ${place.commit} END,
      CASE WHEN n."said" = 'passed' THEN ${place.at}::timestamptz END
    FROM jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) AS n("testKey" text, "outcome" text,
      "said" text, "evidenceId" uuid, "at" timestamptz, "file" text)
    ON CONFLICT ("programId", "testKey", "side") DO UPDATE SET
      "file" = CASE WHEN excluded."lastRunAt" >= s."lastRunAt" THEN coalesce(excluded."file", s."file") ELSE s."file" END,
      "lastRunCommit" = CASE WHEN excluded."lastRunAt" >= s."lastRunAt" THEN excluded."lastRunCommit" ELSE s."lastRunCommit" END,
      "lastOutcome" = CASE WHEN excluded."lastRunAt" >= s."lastRunAt" THEN excluded."lastOutcome" ELSE s."lastOutcome" END,
      "lastEvidenceId" = CASE WHEN excluded."lastRunAt" >= s."lastRunAt" THEN excluded."lastEvidenceId" ELSE s."lastEvidenceId" END,
      "lastRunAt" = greatest(excluded."lastRunAt", s."lastRunAt"),
      "lastPassedCommit" = CASE WHEN excluded."lastPassedAt" >= coalesce(s."lastPassedAt", '-infinity'::timestamptz)
        THEN excluded."lastPassedCommit" ELSE s."lastPassedCommit" END,
      "lastPassedAt" = greatest(excluded."lastPassedAt", s."lastPassedAt")`);

/** A report as large as one may be is written in so many tests at once. */
const atOnce = 5_000;

/** How contract tests come out for the build of a report, over all reports of that build and this one. */
export async function* foldedRuns(
  db: Database | Transaction,
  place: RunPlace,
  results: readonly KeyedResult[],
): AsyncGenerator<Run[]> {
  const byTest = [...casesByTest(results)];
  for (let from = 0; from < byTest.length; from += atOnce) {
    const some = byTest.slice(from, from + atOnce);
    const known = await knownRuns(
      db,
      place,
      some.map(([test]) => test),
    );
    yield some.map(([testKey, { outcomes, milliseconds, file }]): Run => {
      const said = outcomeOfCases(outcomes);
      const report = { evidence: place.evidenceId, outcome: said, at: place.at.toISOString() };
      const reports = withReport(known.get(testKey) ?? [], report);
      const newest = reports[0] ?? report;
      return {
        testKey,
        outcome: outcomeOfReports(reports),
        said,
        evidenceId: newest.evidence,
        at: newest.at,
        file,
        milliseconds,
        reports,
      };
    });
  }
}

/**
 * Writes how the contract tests of a report came out for its build, over all reports of that build,
 * and where they stand on its side. Whoever calls holds `lockEvidence`.
 */
export const writeTestRuns = async (
  tx: Transaction,
  place: RunPlace,
  results: readonly KeyedResult[],
): Promise<string[]> => {
  const written: string[] = [];
  for await (const runs of foldedRuns(tx, place, results)) {
    await writeRuns(tx, place, runs);
    await writeStandings(tx, place, runs);
    for (const { testKey } of runs) written.push(testKey);
  }
  return written;
};
