import type {
  CountedRun,
  EvidenceFact,
  GateFacts,
  RowFact,
  TestFact,
} from "@/lib/domain/gate-facts";

/** The moment at which examples are read. */
export const exampleNow = new Date("2026-11-21T12:00:00Z");

/** So many hours before that moment. */
export const hoursAgo = (hours: number): string =>
  new Date(exampleNow.getTime() - hours * 3_600_000).toISOString();

export const exampleRow = (key: string, more: Partial<RowFact> = {}): RowFact => ({
  kind: "route",
  key,
  title: key,
  state: "planned",
  wave: null,
  team: "registry",
  tests: 1,
  signature: "none",
  ...more,
});

export const exampleRun = (
  outcome: CountedRun["outcome"] = "passed",
  more: Partial<CountedRun> = {},
): CountedRun => ({
  build: "t1",
  commit: "t1",
  outcome,
  at: hoursAgo(2),
  evidence: "e-1",
  reports: [],
  ...more,
});

/** A contract test of a row; runs of the target, and of legacy. */
export const exampleTest = (
  key: string,
  row: string,
  target: readonly CountedRun[],
  legacy: readonly CountedRun[] = [],
  more: Partial<TestFact> = {},
): TestFact => ({
  key,
  role: "contract",
  item: { kind: "route", key: row },
  runs: { legacy, target },
  last: { legacy: null, target: null },
  ...more,
});

export const exampleEvidence = (kind: string, more: Partial<EvidenceFact> = {}): EvidenceFact => ({
  id: `e-${kind}`,
  kind,
  outcome: "pass",
  environment: null,
  side: null,
  commit: null,
  at: hoursAgo(24),
  says: "",
  by: "ci",
  hours: null,
  about: "all",
  stale: null,
  ...more,
});

/** Facts of a capability of two rows whose tests pass on the target build that runs in staging. */
export const exampleFacts = (more: Partial<GateFacts> = {}): GateFacts => ({
  program: "quay",
  environment: "staging",
  isProtected: false,
  capability: { key: "v2-pull", name: "v2-pull", teams: ["registry"] },
  owners: { legacy: "python", target: "go" },
  builds: {
    legacy: [{ commit: "l1", label: null, at: hoursAgo(500), counted: ["l1"] }],
    target: [{ commit: "t1", label: null, at: hoursAgo(5), counted: ["t1"] }],
  },
  rows: [exampleRow("R-1"), exampleRow("R-2")],
  tests: [
    exampleTest(
      "PT-1",
      "R-1",
      [exampleRun()],
      [exampleRun("passed", { build: "l1", commit: "l1" })],
    ),
    exampleTest(
      "PT-2",
      "R-2",
      [exampleRun()],
      [exampleRun("passed", { build: "l1", commit: "l1" })],
    ),
  ],
  evidence: [],
  budgets: [],
  queues: [],
  decisions: [],
  documents: [],
  signed: [],
  blockers: [],
  flip: { step: "none", someSince: null, allSince: null },
  waivers: [],
  ...more,
});
