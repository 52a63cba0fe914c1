import type { ReportPreview } from "@/lib/contract/evidence";
import { type Database, sql } from "@/lib/server/db";
import {
  heldTests,
  type PlacedReport,
  sameEvidence,
  sampleSize,
} from "@/lib/server/evidence/evidence-write";
import { mappingsOf } from "@/lib/server/evidence/program-test-join";
import { foldedRuns, type KeyedResult } from "@/lib/server/evidence/test-run-write";

type Standing = {
  readonly testKey: string;
  readonly lastOutcome: string;
  readonly lastRunAt: Date;
};

/** What a report that is not stored is called where the reports of a build are folded. */
const unstored = "00000000-0000-0000-0000-000000000000";

const standingsOf = async (
  db: Database,
  { programId, side }: PlacedReport,
  tests: readonly string[],
): Promise<Map<string, Standing>> => {
  const rows = await db.$queryRaw<Standing[]>(sql`
    SELECT "testKey", "lastOutcome", "lastRunAt" FROM "TestStanding"
    WHERE "programId" = ${programId}::uuid AND "side" = ${side}::"Side"
      AND "testKey" = ANY(${[...tests]}::text[])`);
  return new Map(rows.map((row) => [row.testKey, row]));
};

/** Contract tests that would stand otherwise; a report of an older run than the last one changes nothing. */
const changesOf = async (
  db: Database,
  report: PlacedReport,
  results: readonly KeyedResult[],
): Promise<ReportPreview["changes"]> => {
  const { programId, side, commit, collectedAt: at } = report;
  if (!side || !commit) return [];
  const place = { programId, evidenceId: unstored, side, commit, at };
  const changes: ReportPreview["changes"] = [];
  for await (const runs of foldedRuns(db, place, results)) {
    const stand = await standingsOf(
      db,
      report,
      runs.map(({ testKey }) => testKey),
    );
    for (const { testKey: test, outcome: becomes, at: ranAt } of runs) {
      const { lastOutcome: was, lastRunAt } = stand.get(test) ?? {
        lastOutcome: null,
        lastRunAt: null,
      };
      if (was === becomes || (lastRunAt && lastRunAt.toISOString() > ranAt)) continue;
      changes.push({ test, was, becomes });
    }
  }
  return changes;
};

/** What stands beside a report in its series: what it would supersede, and what supersedes it already. */
const neighbours = async (
  db: Database,
  { programId, series, collectedAt }: PlacedReport,
): Promise<Pick<ReportPreview, "supersedes" | "supersededBy">> => {
  const where = { programId, series };
  const select = { id: true };
  const before = await db.evidence.findFirst({
    where: { ...where, collectedAt: { lte: collectedAt } },
    orderBy: [{ collectedAt: "desc" }, { reportedAt: "desc" }, { id: "desc" }],
    select,
  });
  const after = await db.evidence.findFirst({
    where: { ...where, collectedAt: { gt: collectedAt } },
    orderBy: [{ collectedAt: "asc" }, { reportedAt: "asc" }, { id: "asc" }],
    select,
  });
  return { supersedes: before?.id ?? null, supersededBy: after?.id ?? null };
};

/** What a report is, and what storing it would change. */
export const previewReport = async (
  db: Database,
  report: PlacedReport,
  environments: ReadonlyMap<string, string>,
): Promise<ReportPreview> => {
  const held = heldTests(report, await mappingsOf(db, report.programId));
  const repeats = await sameEvidence(db, report);
  const changes = repeats ? [] : await changesOf(db, report, held.keyed);
  const named = new Map([...environments].map(([key, id]) => [id, key]));
  const { file, kind, outcome, side, commit, collectedAt, subjects, reading } = report;
  return {
    file: file.name,
    kind,
    format: reading.format,
    outcome,
    side,
    environment: named.get(report.environmentId ?? "") ?? null,
    commit,
    digest: file.digest,
    size: file.size,
    subjects: [...subjects],
    collectedAt: collectedAt.toISOString(),
    says: held.says,
    counts: held.counts,
    ...(await neighbours(db, report)),
    repeats,
    notes: reading.notes.map(({ says, row }) => ({ says, ...(row ? { row } : {}) })),
    measured: report.measurements.map(({ budget, environmentId, ofSide, values }) => ({
      budget: budget ?? "",
      side: ofSide,
      environment: named.get(environmentId) ?? "",
      values,
    })),
    tests: held.keys.slice(0, sampleSize),
    unmatched: held.unmatched.slice(0, sampleSize),
    changes: changes.slice(0, sampleSize),
    changed: changes.length,
  };
};
