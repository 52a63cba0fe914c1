import { metricWords, valueFault } from "./metric";
import type { Reason } from "./refusal";

/** Longer spans are no measurement but a summary of many. */
const longestSpan = 31 * 86_400;

/**
 * What is wrong with measurements, each by its place in the list (rows count from 1): values that cannot be
 * (`valueFault`), a P99 below its P95, a span or a count of samples that is none, nothing measured at all.
 */
export const measurementFaults = (
  measurements: readonly {
    readonly seconds: number;
    readonly samples: number | null;
    readonly values: Readonly<Record<string, number>>;
  }[],
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
