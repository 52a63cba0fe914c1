import { createHash } from "node:crypto";
import type {
  EvidenceOutcome,
  EvidencePlace,
  ReportReading,
  StatedMeasurement,
} from "@/lib/domain/test-report";
import { countOutcomes } from "@/lib/domain/test-report";
import { writeMeasurements } from "@/lib/server/budgets/measurement-write";
import { type Database, type Json, sql, type Transaction } from "@/lib/server/db";
import { type PackedFile, storeFile } from "@/lib/server/evidence/evidence-files";
import { mergeEvidenceAuthors } from "@/lib/server/evidence/merge-authors";
import { type JoinedTest, mappingsOf, withMappings } from "@/lib/server/evidence/program-test-join";
import type { Reporter } from "@/lib/server/evidence/reporter";
import { writeResults, writeUnmatched } from "@/lib/server/evidence/test-result-write";
import { writeTestRuns } from "@/lib/server/evidence/test-run-write";

/** A measurement whose budget, environment and side are known. */
export type PlacedMeasurement = StatedMeasurement & {
  readonly budgetId: string;
  readonly environmentId: string;
  readonly ofSide: "legacy" | "target";
};

/** A report that was read, joined and placed; what is left is to store it. */
export type PlacedReport = {
  readonly programId: string;
  readonly file: PackedFile & { readonly name: string };
  readonly reading: ReportReading;
  readonly tests: readonly JoinedTest[];
  readonly kind: string;
  readonly outcome: EvidenceOutcome;
  readonly side: "legacy" | "target" | null;
  readonly environmentId: string | null;
  readonly commit: string | null;
  readonly ref: string | null;
  readonly runUrl: string | null;
  readonly subjects: readonly EvidencePlace[];
  readonly measurements: readonly PlacedMeasurement[];
  readonly series: string;
  readonly collectedAt: Date;
  readonly reporter: Reporter;
  /** Who wrote the commits that the build changed: the domain's `authorFormat`. */
  readonly authors: readonly string[];
};

export type StoredReport = {
  readonly id: string;
  readonly isRepeated: boolean;
  /** It was reported before, and names authors that were not told then. */
  readonly tellsAuthors: boolean;
  /** Contract tests in it, and names of what is none. */
  readonly tests: readonly string[];
  readonly unmatched: readonly string[];
};

/** Reports of one program are stored one after another: what they say of one build is folded. */
export const lockEvidence = (tx: Transaction, programId: string): Promise<unknown> =>
  tx.$queryRaw(sql`SELECT pg_advisory_xact_lock(hashtext(${`evidence ${programId}`}))::text`);

const longestSeries = 500;

/** What supersedes what, in words that people can read; an overlong one by its digest. */
export const seriesOf = (parts: readonly (string | null)[]): string => {
  const words = parts.filter((part) => part !== null && part !== "").join(" · ");
  if (words.length <= longestSeries) return words;
  const digest = createHash("sha256").update(words).digest("hex");
  return `${words.slice(0, longestSeries - digest.length - 1)} ${digest}`;
};

/** The evidence that holds the same file for the same build, side and place already. */
export const sameEvidence = async (
  tx: Database | Transaction,
  report: PlacedReport,
): Promise<string | null> => {
  const [row] = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT "id"::text AS "id" FROM "Evidence"
    WHERE "programId" = ${report.programId}::uuid AND "series" = ${report.series}
      AND "digest" = ${report.file.digest} AND "commit" IS NOT DISTINCT FROM ${report.commit}
      AND "environmentId" IS NOT DISTINCT FROM ${report.environmentId}::uuid
      AND "side" IS NOT DISTINCT FROM ${report.side}::"Side" LIMIT 1`);
  return row?.id ?? null;
};

const counted = (count: number, what: string): string => `${count.toLocaleString("en")} ${what}`;

const wordsOf = ({ reading }: PlacedReport, tests: readonly JoinedTest[], keys: number): string => {
  if (tests.length === 0) return reading.says ?? counted(reading.measurements.length, "measured");
  const { total, ...outcomes } = countOutcomes(tests);
  const parts = Object.entries(outcomes).flatMap(([word, count]) =>
    count > 0 ? [counted(count, word)] : [],
  );
  const joined = keys === 1 ? "1 contract test" : counted(keys, "contract tests");
  const says = `${counted(total, total === 1 ? "test" : "tests")}: ${parts.join(", ")}; ${joined} in it`;
  return reading.says ? `${reading.says} (${says})` : says;
};

/** How many names of a list are told. */
export const sampleSize = 100;

/** What a report's tests are once people's mappings count as well, and what it says of itself with them. */
export const heldTests = (report: PlacedReport, mappings: ReadonlyMap<string, string>) => {
  const tests = withMappings(report.tests, mappings);
  const keyed = tests.flatMap(({ testKey, ...test }) => (testKey ? [{ ...test, testKey }] : []));
  const keys = [...new Set(keyed.map(({ testKey }) => testKey))];
  const unmatched = tests.flatMap(({ testKey, identity }) => (testKey === null ? [identity] : []));
  const joined = { matched: keyed.length, unmatched: tests.length - keyed.length };
  return {
    tests,
    keyed,
    keys,
    unmatched: [...new Set(unmatched)],
    counts: tests.length === 0 ? null : { ...countOutcomes(tests), ...joined },
    says: wordsOf(report, tests, keys.length),
  };
};

/**
 * Stores a report as evidence with its file, results, measurements and what follows for the contract
 * tests in it. The same file for the same build, side and place is stored once, with all authors that any
 * of its reports names. Holds `lockEvidence`.
 */
export const storeReport = async (
  tx: Transaction,
  report: PlacedReport,
  now: Date,
): Promise<StoredReport> => {
  const known = await sameEvidence(tx, report);
  if (known) {
    const tellsAuthors = await mergeEvidenceAuthors(tx, known, report.authors);
    return { id: known, isRepeated: true, tellsAuthors, tests: [], unmatched: [] };
  }
  const held = heldTests(report, await mappingsOf(tx, report.programId));
  const { tests, keyed, keys } = held;
  await storeFile(tx, report.file, now);
  const { programId, reading } = report;
  const { id } = await tx.evidence.create({
    data: {
      programId,
      kind: report.kind,
      format: reading.format,
      outcome: report.outcome,
      side: report.side,
      environmentId: report.environmentId,
      commit: report.commit,
      ref: report.ref,
      runUrl: report.runUrl,
      digest: report.file.digest,
      series: report.series,
      collectedAt: report.collectedAt,
      reportedAt: now,
      reporterName: report.reporter.name,
      reporterId: report.reporter.id,
      authors: [...report.authors],
      says: held.says,
      counts: held.counts ?? {},
      payload: {
        file: report.file.name,
        measurements: report.measurements.length,
        details: reading.details as Json,
        ...(report.reporter.owner ? { owner: report.reporter.owner } : {}),
        notes: reading.notes.map(({ says, row }) => ({ says, ...(row ? { row } : {}) })),
      },
      subjects: {
        create: report.subjects.map(({ level, key }) => ({ programId, level, key })),
      },
    },
    select: { id: true },
  });
  await writeResults(tx, id, tests);
  const { side, commit, collectedAt: at } = report;
  if (side && commit)
    await writeTestRuns(tx, { programId, evidenceId: id, side, commit, at }, keyed);
  await writeUnmatched(tx, { programId, evidenceId: id, at }, tests);
  await writeMeasurements(
    tx,
    report.measurements.map((one) => ({
      budgetId: one.budgetId,
      environmentId: one.environmentId,
      side: one.ofSide,
      at: one.at ? new Date(one.at) : at,
      // 0 where the report does not say how long it measured.
      seconds: one.seconds ?? 0,
      commit,
      source: reading.format === "k6" ? ("k6" as const) : ("generic" as const),
      samples: one.samples,
      values: one.values,
      evidenceId: id,
    })),
  );
  return {
    id,
    isRepeated: false,
    tellsAuthors: false,
    tests: keys.slice(0, sampleSize),
    unmatched: held.unmatched.slice(0, sampleSize),
  };
};
