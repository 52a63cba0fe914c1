import { createHash } from "node:crypto";
import type { BaselineView } from "@/lib/contract/budgets";
import {
  type BaselineSnapshot,
  baselineSnapshot,
  type MeasuredSpan,
  partSeconds,
  type WindowProgress,
  windowFaults,
  windowProgress,
} from "@/lib/domain/baseline-window";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { storedQueries } from "@/lib/domain/metric-query";
import { Refusal } from "@/lib/domain/refusal";
import type { BudgetRow } from "@/lib/server/budgets/budget-rows";
import { sql, type Transaction } from "@/lib/server/db";

type BaselineRow = NonNullable<Awaited<ReturnType<Transaction["baseline"]["findUnique"]>>>;

/** What is stored of a closed or abandoned window. */
type Frozen = BaselineSnapshot & { readonly words: string | null };

type Place = { readonly budget: BudgetRow; readonly environment: string };

/** A window to measure against: hours where a query measures legacy there, days where only runs are reported. */
const windowOf = (
  baseline: Pick<BaselineRow, "startsAt" | "days">,
  { budget, environment }: Place,
) => ({
  startsAt: baseline.startsAt,
  days: baseline.days,
  partSeconds: partSeconds(
    storedQueries(budget.queries).some(
      (query) => query.environment === environment && query.side === "legacy",
    ),
  ),
});

const day = 86_400_000;

/** Everything that legacy was measured at in a window. */
const spansOf = async (
  tx: Transaction,
  { budgetId, environmentId, startsAt, days }: BaselineRow,
): Promise<MeasuredSpan[]> => {
  const rows = await tx.measurement.findMany({
    where: {
      budgetId,
      environmentId,
      side: "legacy",
      at: { gt: startsAt, lte: new Date(startsAt.getTime() + days * day) },
    },
    select: { at: true, seconds: true, samples: true, values: true },
    orderBy: { at: "asc" },
  });
  return rows.map((row) => ({ ...row, values: row.values as Record<string, number> }));
};

/** The snapshot of a window as it would be frozen now, with its digest. */
export const frozen = async (
  tx: Transaction,
  baseline: BaselineRow,
  place: Place,
  words: string | null,
  now: Date,
): Promise<{ readonly snapshot: Frozen; readonly digest: string }> => {
  const spans = await spansOf(tx, baseline);
  const snapshot = { ...baselineSnapshot(windowOf(baseline, place), spans, now), words };
  const digest = createHash("sha256").update(canonicalJson(snapshot)).digest("hex");
  return { snapshot, digest };
};

/** A window by its id, locked; refuses one that there is not or that is closed already. */
export const collectingBaseline = async (
  tx: Transaction,
  budgetId: string,
  environmentId: string,
  id: string,
): Promise<BaselineRow> => {
  await tx.$queryRaw(sql`SELECT "id" FROM "Baseline" WHERE "id" = ${id}::uuid FOR UPDATE`);
  const row = await tx.baseline.findFirst({ where: { id, budgetId, environmentId } });
  if (row === null) throw new Refusal("not-found", "There is no such baseline of this budget.");
  if (row.state === "collecting") return row;
  const when = row.closedAt?.toISOString().slice(0, 10) ?? "before";
  throw new Refusal(
    "conflict",
    `This baseline was ${row.state === "baselined" ? "closed" : "abandoned"} by ${row.closedByName ?? "somebody"} on ${when}; what it holds is frozen.`,
  );
};

/** A window as pages show it; `progress` for one that is being collected. */
export const baselineView = (
  row: BaselineRow,
  { budget, environment }: Place,
  progress: WindowProgress | null,
): BaselineView => {
  const snapshot = row.snapshot as unknown as Frozen | null;
  const seen = row.state === "collecting" ? progress : snapshot;
  const wanted = { days: budget.baselineDays, leastSamples: budget.leastSamples };
  return {
    id: row.id,
    budget: budget.key,
    environment,
    state: row.state as BaselineView["state"],
    startsAt: row.startsAt.toISOString(),
    endsAt: new Date(row.startsAt.getTime() + row.days * day).toISOString(),
    days: row.days,
    progress: seen && {
      daysPast: seen.daysPast,
      expected: seen.expected,
      covered: seen.covered,
      completeness: seen.completeness,
      gaps: seen.gaps.slice(0, 200).map((gap) => ({ ...gap })),
      spans: seen.spans,
      samples: seen.samples,
    },
    faults: seen === null ? [] : windowFaults(seen, wanted),
    values: Object.entries(snapshot?.values ?? {}).map(([metric, value]) => ({
      metric,
      value: value.value,
      lowest: value.lowest,
      highest: value.highest,
      samples: value.samples,
      combined: value.combined,
    })),
    digest: row.digest,
    words: snapshot?.words || null,
    createdBy: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    closedBy: row.closedByName,
  };
};

type Collected = {
  readonly baselineId: string;
  readonly at: Date;
  readonly seconds: number;
  readonly samples: number | null;
};

/**
 * How far each window has come. Spans are joined per part of an hour in the database, which says the same of
 * coverage and is a few hundred rows instead of thousands.
 */
export const progressOf = async (
  tx: Transaction,
  baselines: readonly { readonly row: BaselineRow; readonly place: Place }[],
  now: Date,
): Promise<Map<string, WindowProgress>> => {
  const ids = baselines.map(({ row }) => row.id);
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<Collected[]>(sql`
    SELECT c."id"::text AS "baselineId", max(m."at") AS "at", max(m."seconds")::int AS "seconds",
           CASE WHEN bool_or(m."samples" IS NULL) THEN NULL ELSE sum(m."samples")::float8 END AS "samples"
    FROM "Baseline" c
    JOIN "Measurement" m ON m."budgetId" = c."budgetId" AND m."environmentId" = c."environmentId"
      AND m."side" = 'legacy' AND m."at" > c."startsAt"
      AND m."at" <= c."startsAt" + make_interval(days => c."days")
      AND m."samples" IS DISTINCT FROM 0
    WHERE c."id" = ANY(${ids}::uuid[])
    GROUP BY c."id", ceil(extract(epoch FROM m."at" - c."startsAt") / 3600)`);
  return new Map(
    baselines.map(({ row, place }) => {
      const spans = rows
        .filter(({ baselineId }) => baselineId === row.id)
        .map(({ at, seconds, samples }) => ({ at, seconds, samples, values: { joined: 0 } }));
      return [row.id, windowProgress(windowOf(row, place), spans, now)];
    }),
  );
};
