import { countedCommits, evidenceRulesOf } from "@/lib/domain/deployment";
import type { CountedRun, GateSide, LiveBuild, TestFact } from "@/lib/domain/gate-facts";
import type { GateRows, RunRow, StandingRow } from "@/lib/server/gates/gate-rows";

export type Builds = Readonly<Record<GateSide, readonly LiveBuild[]>>;

/** Rows by what they are asked for; those without are left out. */
export const grouped = <Row>(rows: readonly Row[], keyOf: (row: Row) => string | null) => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  }
  return groups;
};

/** What runs in each environment, with the commits whose evidence counts for it. */
export const buildsByEnvironment = (
  { builds }: GateRows,
  environments: readonly string[],
  stored: unknown,
): ReadonlyMap<string, Builds> => {
  const rules = evidenceRulesOf(stored);
  const of = (environment: string, side: GateSide): LiveBuild[] => {
    const live = builds.filter((row) => row.environment === environment && row.side === side);
    const counted = countedCommits(live, rules);
    return live.map(({ commit, label, at }, index) => ({
      commit,
      label,
      at: at.toISOString(),
      counted: counted[index]?.commits ?? [commit],
    }));
  };
  return new Map(
    environments.map((key) => [key, { legacy: of(key, "legacy"), target: of(key, "target") }]),
  );
};

/** Runs of a test for each build that runs: of the nearest commit that counts for it. */
export const runsReader = (runs: readonly RunRow[]) => {
  const bySide = { legacy: new Map<string, RunRow[]>(), target: new Map<string, RunRow[]>() };
  for (const run of runs) {
    const known = bySide[run.side].get(run.testKey);
    if (known) known.push(run);
    else bySide[run.side].set(run.testKey, [run]);
  }
  return (testKey: string, side: GateSide, builds: readonly LiveBuild[]): CountedRun[] => {
    const own = bySide[side].get(testKey);
    if (!own) return [];
    return builds.flatMap(({ commit: build, counted }): CountedRun[] => {
      for (const commit of counted) {
        const run = own.find((each) => each.commit === commit);
        if (!run) continue;
        const { outcome, at, evidence, reports } = run;
        return [{ build, commit, outcome, at: at.toISOString(), evidence, reports: reports ?? [] }];
      }
      return [];
    });
  };
};

/** Finds a test's last run of whatever build. */
export const lastReader = (standings: readonly StandingRow[]) => {
  const bySide = { legacy: new Map<string, StandingRow>(), target: new Map<string, StandingRow>() };
  for (const row of standings) bySide[row.side].set(row.testKey, row);
  return (testKey: string, side: GateSide): TestFact["last"][GateSide] => {
    const row = bySide[side].get(testKey);
    return row ? { commit: row.commit, at: row.at.toISOString() } : null;
  };
};
