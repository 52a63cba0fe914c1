import type { BaselineSnapshot } from "@/lib/domain/baseline-window";
import { parseBudget } from "@/lib/domain/budget-language";
import type { MeasuredBuild, TargetMeasurement } from "@/lib/domain/counted-measurement";
import { countedCommits } from "@/lib/domain/deployment";
import {
  type BaselineFact,
  type BudgetReading,
  readBudget,
  type StatedEvidence,
} from "@/lib/domain/read-budget";
import { progressOf } from "@/lib/server/budgets/baseline-rows";
import { type BudgetRow, coveredPlaces } from "@/lib/server/budgets/budget-rows";
import { type Database, sql, type Transaction } from "@/lib/server/db";
import { liveBuilds, readRules } from "@/lib/server/evidence/deployments";

type Reader = Database | Transaction;
type Program = { readonly id: string; readonly key: string; readonly targetName: string };
type Environment = { readonly id: string; readonly key: string };

/** Where a budget's page is. */
const budgetLink = (program: string, environment: string, key: string): string =>
  `/programs/${program}/budgets/${encodeURIComponent(key)}?environment=${environment}`;

const builds = async (
  db: Reader,
  programId: string,
  environmentId: string,
): Promise<MeasuredBuild[]> => {
  const [live, rules] = await Promise.all([
    liveBuilds(db, environmentId, "target"),
    readRules(db, programId),
  ]);
  return countedCommits(live, rules).map(({ commits }, index) => ({
    commits,
    since: live[index]?.at ?? new Date(),
  }));
};

type MeasurementRow = TargetMeasurement & { readonly budgetId: string };

/** Per budget the newest few that count and are large enough, and the newest few of all, which say why none does. */
const newestMeasurements = (
  db: Reader,
  budgetIds: readonly string[],
  environmentId: string,
  commits: readonly string[],
): Promise<MeasurementRow[]> =>
  db.$queryRaw<MeasurementRow[]>(sql`
    SELECT DISTINCT found."id", b."id"::text AS "budgetId", found."at", found."seconds",
           found."samples", found."commit", found."values"
    FROM "Budget" b
    CROSS JOIN LATERAL (
      (SELECT m.* FROM "Measurement" m
       WHERE m."budgetId" = b."id" AND m."environmentId" = ${environmentId}::uuid AND m."side" = 'target'
         AND (m."commit" IS NULL OR m."commit" = ANY(${[...commits]}::text[]))
         AND (b."leastSamples" = 0 OR m."samples" >= b."leastSamples")
       ORDER BY m."at" DESC LIMIT 20)
      UNION ALL
      (SELECT m.* FROM "Measurement" m
       WHERE m."budgetId" = b."id" AND m."environmentId" = ${environmentId}::uuid AND m."side" = 'target'
       ORDER BY m."at" DESC LIMIT 5)
    ) found
    WHERE b."id" = ANY(${[...budgetIds]}::uuid[])`);

type BaselineRow = Awaited<ReturnType<Transaction["baseline"]["findMany"]>>[number];

const baselineFacts = async (
  db: Reader,
  budgets: readonly BudgetRow[],
  environment: Environment,
  now: Date,
): Promise<Map<string, BaselineFact>> => {
  const rows = await db.baseline.findMany({
    where: {
      budgetId: { in: budgets.map(({ id }) => id) },
      environmentId: environment.id,
      state: { in: ["collecting", "baselined"] },
    },
    orderBy: [{ closedAt: "asc" }, { createdAt: "asc" }],
  });
  const newest = (state: string): Map<string, BaselineRow> =>
    new Map(rows.filter((row) => row.state === state).map((row) => [row.budgetId, row]));
  const [closed, open] = [newest("baselined"), newest("collecting")];
  const facts = new Map<string, BaselineFact>();
  const collecting = budgets.flatMap((budget) => {
    const row = open.get(budget.id);
    return row && !closed.has(budget.id)
      ? [{ row, place: { budget, environment: environment.key } }]
      : [];
  });
  const progress = await progressOf(db, collecting, now);
  for (const { row } of collecting) {
    const found = progress.get(row.id);
    if (found) facts.set(row.budgetId, { state: "collecting", progress: found });
  }
  for (const [budget, { snapshot }] of closed) {
    facts.set(budget, {
      state: "baselined",
      snapshot: snapshot as unknown as BaselineSnapshot,
    });
  }
  return facts;
};

type StatedRow = Omit<StatedEvidence, "link"> & { readonly id: string; readonly key: string };

/** What evidence says about budgets, newest first, besides what was measured. */
const statedEvidence = async (
  db: Reader,
  program: Program,
  keys: readonly string[],
  environmentId: string,
): Promise<Map<string, StatedEvidence[]>> => {
  const rows = await db.$queryRaw<StatedRow[]>(sql`
    SELECT e."id"::text AS "id", s."key", e."payload"->'details'->>'clause' AS "clause", e."outcome",
           e."says", e."commit", e."collectedAt" AS "at"
    FROM "EvidenceSubject" s JOIN "Evidence" e ON e."id" = s."evidenceId"
    WHERE s."programId" = ${program.id}::uuid AND s."level" = 'budget'
      AND s."key" = ANY(${[...keys]}::text[])
      AND e."kind" <> 'measurement' AND (e."side" IS NULL OR e."side" = 'target')
      AND (e."environmentId" IS NULL OR e."environmentId" = ${environmentId}::uuid)
    ORDER BY e."collectedAt" DESC LIMIT 1000`);
  const found = new Map<string, StatedEvidence[]>();
  for (const { key, id, ...row } of rows) {
    const link = `/programs/${program.key}/evidence/${id}`;
    found.set(key, [...(found.get(key) ?? []), { ...row, link }]);
  }
  return found;
};

/**
 * How every budget of a program reads in an environment, in a fixed number of queries however many there are.
 * `only` limits it to budgets by key.
 */
export const budgetReadings = async (
  db: Reader,
  program: Program,
  environment: Environment,
  now: Date,
  only?: readonly string[],
): Promise<BudgetReading[]> => {
  const budgets = await db.budget.findMany({
    where: { programId: program.id, ...(only ? { key: { in: [...only] } } : {}) },
    orderBy: { key: "asc" },
  });
  if (budgets.length === 0) return [];
  const running = await builds(db, program.id, environment.id);
  const commits = running.flatMap((build) => build.commits);
  const ids = budgets.map(({ id }) => id);
  const [measured, baselines, stated] = await Promise.all([
    newestMeasurements(db, ids, environment.id, commits),
    baselineFacts(db, budgets, environment, now),
    statedEvidence(
      db,
      program,
      budgets.map(({ key }) => key),
      environment.id,
    ),
  ]);
  const ofBudget = new Map<string, MeasurementRow[]>(ids.map((id) => [id, []]));
  for (const row of measured) ofBudget.get(row.budgetId)?.push(row);
  return budgets.map((budget) =>
    readBudget({
      key: budget.key,
      surface: budget.surface,
      clauses: parseBudget(budget.threshold).clauses,
      covers: coveredPlaces(budget.covers),
      baselineDays: budget.baselineDays,
      leastSamples: budget.leastSamples,
      link: budgetLink(program.key, environment.key, budget.key),
      baseline: baselines.get(budget.id) ?? null,
      measurements: ofBudget.get(budget.id) ?? [],
      builds: running,
      stated: stated.get(budget.key) ?? [],
      target: program.targetName,
      environment: environment.key,
    }),
  );
};
