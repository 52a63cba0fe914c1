import { measurementFaults } from "./measurement-faults";
import { valueFault } from "./metric";
import { fromUnit, type QueryUnit, samplesMetric } from "./metric-query";

/** What a server answered for one metric: values in the unit of the query, at the ends of spans. */
export type AnsweredMetric = {
  readonly metric: string;
  readonly unit: QueryUnit;
  readonly points: readonly { readonly at: number; readonly value: number }[];
};

export type JoinedSpan = {
  readonly at: Date;
  readonly seconds: number;
  readonly samples: number | null;
  readonly values: Readonly<Record<string, number>>;
};

/**
 * Joins what was answered for the metrics of one budget and side into spans that end at the same moment, oldest
 * first, values in the metrics' own units. A span that has samples alone measured nothing. Values that cannot be
 * are left out and told in `notes`, each kind once.
 */
export const joinSpans = (
  answered: readonly AnsweredMetric[],
  seconds: number,
): { readonly spans: JoinedSpan[]; readonly notes: string[] } => {
  const notes = new Set<string>();
  const moments = new Map<number, { samples: number | null; values: Record<string, number> }>();
  for (const { metric, unit, points } of answered) {
    for (const { at, value } of points) {
      const moment = moments.get(at) ?? { samples: null, values: {} };
      moments.set(at, moment);
      const own = fromUnit(unit, value);
      if (metric === samplesMetric) {
        moment.samples = own;
        continue;
      }
      const fault = valueFault(metric, own);
      if (fault === null) moment.values[metric] = own;
      else notes.add(fault);
    }
  }
  const spans = [...moments]
    .sort(([one], [other]) => one - other)
    .flatMap(([at, { samples, values }]): JoinedSpan[] => {
      if (Object.keys(values).length === 0) return [];
      const span = { at: new Date(at), seconds, samples, values };
      const [fault] = measurementFaults([span]);
      if (fault === undefined) return [span];
      notes.add(fault.says);
      return [];
    });
  return { spans, notes: [...notes] };
};
