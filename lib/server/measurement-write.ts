import { metricWords, valueFault } from "@/lib/domain/metric";
import { type Reason, Refusal } from "@/lib/domain/refusal";
import { type Json, sql, type Transaction } from "@/lib/server/db";

export type NewMeasurement = {
  readonly budgetId: string;
  readonly environmentId: string;
  readonly side: "legacy" | "target";
  /** The end of the span. */
  readonly at: Date;
  readonly seconds: number;
  readonly commit: string | null;
  readonly source: "k6" | "generic" | "prometheus";
  readonly samples: number | null;
  /** By metric in ms, percent, per second: `p95`, `errorRate`, `lagP95`, …; others are refused. */
  readonly values: Readonly<Record<string, number>>;
  readonly evidenceId: string | null;
};

/** Longer spans are no measurement but a summary of many. */
const longestSpan = 31 * 86_400;

/** What is wrong with measurements, each by its place in the list; nothing that cannot be is stored. */
const measurementFaults = (
  measurements: readonly Pick<NewMeasurement, "seconds" | "samples" | "values">[],
): Reason[] =>
  measurements.flatMap(({ seconds, samples, values }, index): Reason[] => {
    const faults: string[] = [];
    if (!Number.isFinite(seconds) || seconds < 0 || seconds > longestSpan) {
      faults.push(`A span of ${seconds} s is none; it lasts from 0 s to 31 days.`);
    }
    if (
      samples !== null &&
      (!Number.isInteger(samples) || samples < 0 || samples > 2_147_483_647)
    ) {
      faults.push(`${samples} is no count of samples.`);
    }
    const metrics = Object.entries(values);
    if (metrics.length === 0) faults.push("It has no value.");
    faults.push(...metrics.flatMap(([metric, value]) => valueFault(metric, value) ?? []));
    const ordered = ["p50", "p95", "p99"].filter((metric) => values[metric] !== undefined);
    for (const [at, metric] of ordered.entries()) {
      const before = ordered[at - 1];
      if (before !== undefined && (values[metric] ?? 0) < (values[before] ?? 0)) {
        faults.push(`${metricWords(metric)} is below ${metricWords(before)}, which cannot be.`);
      }
    }
    return faults.map((says) => ({ row: index + 1, says }));
  });

/**
 * Writes measurements of budgets. Those of a Prometheus server are told once per budget, environment, side
 * and span end, so that reading it again writes nothing twice; those of a report are as often as it is
 * reported. Answers how many were written. Values that cannot be are refused, all of them by their place.
 */
export const writeMeasurements = async (
  tx: Transaction,
  measurements: readonly NewMeasurement[],
): Promise<number> => {
  const faults = measurementFaults(measurements);
  const [first] = faults;
  if (first) throw new Refusal("invalid", `What was measured cannot be: ${first.says}`, faults);
  const known = await knownSpans(tx, measurements);
  const fresh = measurements.filter(
    (each) => each.source !== "prometheus" || !known.has(spanKey(each)),
  );
  const size = 1000;
  for (let from = 0; from < fresh.length; from += size) {
    await tx.measurement.createMany({
      data: fresh.slice(from, from + size).map((each) => ({
        ...each,
        seconds: Math.round(each.seconds),
        values: { ...each.values } as Json,
      })),
    });
  }
  return fresh.length;
};

const spanKey = ({
  budgetId,
  environmentId,
  side,
  at,
}: Pick<NewMeasurement, "budgetId" | "environmentId" | "side" | "at">): string =>
  `${budgetId} ${environmentId} ${side} ${at.getTime()}`;

const knownSpans = async (
  tx: Transaction,
  measurements: readonly NewMeasurement[],
): Promise<ReadonlySet<string>> => {
  const polled = measurements.filter(({ source }) => source === "prometheus");
  const times = polled.map(({ at }) => at.getTime());
  if (times.length === 0) return new Set();
  const budgets = [...new Set(polled.map(({ budgetId }) => budgetId))];
  const rows = await tx.$queryRaw<
    { budgetId: string; environmentId: string; side: "legacy" | "target"; at: Date }[]
  >(sql`
    SELECT "budgetId"::text AS "budgetId", "environmentId"::text AS "environmentId",
           "side"::text AS "side", "at"
    FROM "Measurement"
    WHERE "budgetId" = ANY(${budgets}::uuid[]) AND "source" = 'prometheus'
      AND "at" >= ${new Date(times.reduce((one, other) => Math.min(one, other)))}
      AND "at" <= ${new Date(times.reduce((one, other) => Math.max(one, other)))}`);
  return new Set(rows.map(spanKey));
};
