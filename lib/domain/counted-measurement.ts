import { metricWords, valueFault } from "./metric";

export type TargetMeasurement = {
  readonly at: Date;
  readonly seconds: number;
  readonly samples: number | null;
  readonly commit: string | null;
  readonly values: Readonly<Record<string, number>>;
};

/** A build of the target that runs in the environment: the commits whose measurements count for it, and since when it runs. */
export type MeasuredBuild = { readonly commits: readonly string[]; readonly since: Date };

type Measured = {
  readonly measurements: readonly TargetMeasurement[];
  readonly build: MeasuredBuild | null;
  readonly leastSamples: number;
  readonly target: string;
  readonly environment: string;
};

/** A commit in few letters. */
export const shortCommit = (commit: string): string => commit.slice(0, 10);

/** Why a measurement is not of a build that counts; `null` where it counts. */
const uncounted = (
  { at, seconds, commit }: TargetMeasurement,
  builds: MeasuredBuild,
): string | null => {
  if (commit !== null) {
    return builds.commits.includes(commit)
      ? null
      : `it is of ${shortCommit(commit)}, which does not run there`;
  }
  return at.getTime() - seconds * 1000 >= builds.since.getTime()
    ? null
    : "it is older than the build that runs there and names none";
};

type Found =
  | { readonly measurement: TargetMeasurement; readonly value: number }
  | { readonly missing: string };

/**
 * The newest measurement of a metric that is of a build that counts (or, naming none, began after the newest
 * one was deployed) and rests on enough samples; or, in words, why there is none.
 * Source: domain.md, "Evidence counts for what runs".
 */
export const countedMeasurement = (facts: Measured, metric: string): Found => {
  const words = metricWords(metric);
  const { target, environment, build, leastSamples } = facts;
  const own = facts.measurements
    .filter(({ values }) => values[metric] !== undefined)
    .sort((one, other) => other.at.getTime() - one.at.getTime());
  const [newest] = own;
  if (newest === undefined) {
    return { missing: `${words} of ${target} has not been measured in ${environment}` };
  }
  if (build === null) {
    return {
      missing: `${words} was measured, and it is not known which build of ${target} runs in ${environment}: report its deployment`,
    };
  }
  const counted = own.filter((each) => uncounted(each, build) === null);
  if (counted.length === 0) {
    return { missing: `the newest ${words} does not count: ${uncounted(newest, build)}` };
  }
  for (const measurement of counted) {
    if (leastSamples > 0 && (measurement.samples ?? 0) < leastSamples) continue;
    const value = measurement.values[metric] ?? Number.NaN;
    const fault = valueFault(metric, value);
    if (fault === null) return { measurement, value };
    return { missing: `what was measured cannot be: ${fault}` };
  }
  const samples = counted[0]?.samples ?? null;
  return {
    missing:
      samples === null
        ? `it is not known how many samples ${words} rests on (${leastSamples} needed)`
        : `${words} rests on ${samples} ${samples === 1 ? "sample" : "samples"} (${leastSamples} needed)`,
  };
};
