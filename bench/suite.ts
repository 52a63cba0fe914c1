export type BenchRow = Readonly<Record<string, string | number>>;

/** What a suite measured, and whether the goals of the project hold on this machine. */
export type BenchResult = {
  readonly name: string;
  readonly rows: readonly BenchRow[];
  readonly goals: readonly { readonly says: string; readonly holds: boolean }[];
};

export type Suite = { readonly name: string; readonly run: () => Promise<BenchResult> };

/** The value below which a share of the values lies; `share` from 0 to 1. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
