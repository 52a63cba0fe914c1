/** What a measurement's values are counted in: milliseconds, percent (0 to 100), per second. */
export type MetricUnit = "ms" | "%" | "/s";

const percentile = /^p(\d{1,2}(?:\.\d{1,3})?)$/;
const lagStatistic = /^lagP(\d{1,2}(?:\.\d{1,3})?)$/;

const named: Readonly<Record<string, { readonly unit: MetricUnit; readonly words: string }>> = {
  average: { unit: "ms", words: "average" },
  maximum: { unit: "ms", words: "maximum" },
  errorRate: { unit: "%", words: "error rate" },
  saturation: { unit: "%", words: "saturation" },
  throughput: { unit: "/s", words: "throughput" },
  lag: { unit: "ms", words: "queue lag" },
  lagAverage: { unit: "ms", words: "queue lag average" },
  lagMaximum: { unit: "ms", words: "queue lag maximum" },
};

const isPercentile = (digits: string | undefined): boolean =>
  digits !== undefined && Number(digits) > 0 && !/^0\d/.test(digits) && !/\.\d*0$/.test(digits);

/**
 * Whether a word is the name of a metric in stored values: `p95`, `p99.9`, `average`, `maximum`,
 * `errorRate`, `saturation`, `throughput`, `lag`, `lagP95`, `lagAverage`, `lagMaximum`.
 */
export const isMetric = (metric: string): boolean =>
  Object.hasOwn(named, metric) ||
  isPercentile(percentile.exec(metric)?.[1]) ||
  isPercentile(lagStatistic.exec(metric)?.[1]);

/** What a metric's stored values are counted in; milliseconds for every time. */
export const metricUnit = (metric: string): MetricUnit => named[metric]?.unit ?? "ms";

/** A metric as people write it: `P95`, `queue lag P95`, `error rate`. */
export const metricWords = (metric: string): string => {
  const lag = lagStatistic.exec(metric)?.[1];
  if (lag !== undefined) return `queue lag P${lag}`;
  const latency = percentile.exec(metric)?.[1];
  return latency === undefined ? (named[metric]?.words ?? metric) : `P${latency}`;
};

/** Whether the same of it in percent means percentage points: rates are in percent already. */
export const isRate = (metric: string): boolean => metricUnit(metric) === "%";

/** Whether more of it is better. */
export const isMoreBetter = (metric: string): boolean => metric === "throughput";

/**
 * What is wrong with a measured value, in words, or `null`. A value that is no number, is infinite or
 * negative was not measured; a rate above 100 % was not counted in percent.
 */
export const valueFault = (metric: string, value: number): string | null => {
  const words = metricWords(metric);
  if (!isMetric(metric)) {
    return `"${metric}" is no metric. Metrics are p50, p95, p99, average, maximum, errorRate, saturation, throughput, lagP95 and their like.`;
  }
  if (Number.isNaN(value)) return `${words} is not a number.`;
  if (!Number.isFinite(value)) return `${words} is infinite.`;
  if (value < 0) return `${words} is negative (${value}).`;
  if (isRate(metric) && value > 100) return `${words} is ${value} %, which is more than all.`;
  return null;
};
