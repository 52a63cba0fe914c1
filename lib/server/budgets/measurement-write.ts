import { measurementFaults } from "@/lib/domain/measurement-faults";
import { Refusal } from "@/lib/domain/refusal";
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
