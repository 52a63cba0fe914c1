import { describe, expect, test } from "vitest";
import { baselineSnapshot, type MeasuredSpan, windowProgress } from "./baseline-window";
import { parseBudget } from "./budget-language";
import { type BudgetFacts, readBudget, wholeState } from "./read-budget";

const start = Date.parse("2026-11-01T00:00:00Z");
const hour = 3_600_000;
const day = 24 * hour;
const at = (milliseconds: number): Date => new Date(start + milliseconds);
const window = { startsAt: at(0), days: 14, partSeconds: 3600 };
const legacy = (hours: number, samples = 100): MeasuredSpan[] =>
  Array.from({ length: hours }, (_, index) => ({
    at: at((index + 1) * hour),
    seconds: 3600,
    samples,
    values: { p95: 104, errorRate: 0.2 },
  }));
const closed = (spans: MeasuredSpan[], now = at(14 * day)): BudgetFacts["baseline"] => ({
  state: "baselined",
  snapshot: baselineSnapshot(window, spans, now),
});
const measured = (values: Record<string, number>, more: object = {}) => ({
  at: at(20 * day),
  seconds: 300,
  samples: 500,
  commit: "c0ffee",
  values,
  ...more,
});
const facts = (threshold: string, more: Partial<BudgetFacts> = {}): BudgetFacts => ({
  key: "PB-REG-PULL",
  surface: "Registry pull hot paths",
  clauses: parseBudget(threshold).clauses,
  covers: [],
  baselineDays: 14,
  leastSamples: 200,
  link: "/programs/quay/budgets/PB-REG-PULL",
  baseline: closed(legacy(336)),
  measurements: [measured({ p95: 118 })],
  builds: [{ commits: ["c0ffee"], since: at(19 * day) }],
  stated: [],
  target: "go",
  environment: "staging",
  ...more,
});
const read = (threshold: string, more: Partial<BudgetFacts> = {}): [string, string] => {
  const { state, because } = readBudget(facts(threshold, more));
  return [state, because];
};
const share = "P95 <= baseline + 10%";

describe("a budget reads", () => {
  test("breached with its arithmetic, the measurement and the build it was read from", () => {
    const reading = readBudget(
      facts(`${share}, error rate <= 1%`, {
        measurements: [measured({ p95: 118, errorRate: 0.4 })],
      }),
    );
    expect(reading).toMatchObject({
      state: "breached",
      because: "P95 118 ms; baseline 104 ms + 10 % = 114.4 ms: breached by 3.6 ms",
      measuredAt: at(20 * day).toISOString(),
      samples: 500,
      commit: "c0ffee",
    });
    expect(
      reading.clauses.map(({ state, limit, measured: value }) => [state, limit, value]),
    ).toEqual([
      ["breached", 114.4, 118],
      ["within", 1, 0.4],
    ]);
  });

  test("within when every clause is", () => {
    expect(read(share, { measurements: [measured({ p95: 110 })] })).toEqual([
      "within",
      "P95 110 ms; baseline 104 ms + 10 % = 114.4 ms: within by 4.4 ms",
    ]);
  });

  test("baselined where the baseline stands and the target was never measured", () => {
    expect(read(share, { measurements: [] })).toEqual([
      "baselined",
      "P95: baseline 104 ms + 10 % = 114.4 ms; P95 of go has not been measured in staging",
    ]);
  });

  test("collecting while the baseline is, with how far it is", () => {
    const spans = legacy(60);
    const baseline = {
      state: "collecting",
      progress: windowProgress(window, spans, at(5 * day)),
    } as const;
    expect(read(share, { baseline, measurements: [] })).toEqual([
      "collecting",
      "P95 <= baseline + 10%: the baseline is being collected, 5 of 14 days: 60 of 120 expected spans have samples (50 %)",
    ]);
    const over = {
      state: "collecting",
      progress: windowProgress(window, spans, at(15 * day)),
    } as const;
    expect(read(share, { baseline: over })[1]).toContain(
      "14 days are over and it was not complete enough to be closed: 60 of 336",
    );
  });
});

describe("unknown is not within, and says which", () => {
  test.each<[string, Partial<BudgetFacts>, RegExp]>([
    ["no baseline", { baseline: null }, /there is no baseline: start one; measured 118 ms/],
    [
      "a baseline that is too short",
      { baseline: closed(legacy(72), at(3 * day)) },
      /the baseline does not hold: it is 3 of 14 days long$|3 of 14 days long/,
    ],
    [
      "a baseline of two samples",
      { baseline: closed(legacy(2, 1)) },
      /incomplete: 2 of 336 expected spans have samples \(0\.5 %, 90 % needed\); it has 2 samples \(200 needed\)/,
    ],
    ["an incomplete baseline", { baseline: closed(legacy(300)) }, /incomplete: 300 of 336/],
    [
      "too few samples",
      { measurements: [measured({ p95: 118 }, { samples: 2 })] },
      /P95 rests on 2 samples \(200 needed\)/,
    ],
    [
      "samples not known",
      { measurements: [measured({ p95: 118 }, { samples: null })] },
      /not known how many samples P95 rests on/,
    ],
    [
      "another build",
      { measurements: [measured({ p95: 118 }, { commit: "deadbeefdeadbeef" })] },
      /the newest P95 does not count: it is of deadbeefde, which does not run there/,
    ],
    [
      "a measurement before the deployment that names no build",
      { measurements: [measured({ p95: 118 }, { commit: null, at: at(19 * day) })] },
      /older than the build that runs there and names none/,
    ],
    [
      "no deployment",
      { builds: [] },
      /it is not known which build of go runs in staging: report its deployment/,
    ],
    [
      "a value that is none",
      { measurements: [measured({ p95: Number.NaN })] },
      /cannot be: P95 is not a number/,
    ],
    ["a negative value", { measurements: [measured({ p95: -1 })] }, /cannot be: P95 is negative/],
  ])("%s", (_, more, says) => {
    const [state, because] = read(share, more);
    expect(state).toBe("unknown");
    expect(because).toMatch(says);
  });

  test("a metric that the baseline lacks, and a fixed limit that was never measured", () => {
    expect(read("P99 <= baseline + 15%")[1]).toBe("P99 <= baseline + 15%: the baseline has no P99");
    expect(read("P99 <= 2 s")).toEqual([
      "unknown",
      "P99: limit 2 s; P99 of go has not been measured in staging",
    ]);
  });

  test("a budget of nothing", () => {
    expect(read("", { clauses: [] })[0]).toBe("unknown");
    expect(wholeState([])).toBe("unknown");
    expect(wholeState(["within", "collecting", "unknown"])).toBe("unknown");
    expect(wholeState(["within", "breached", "unknown"])).toBe("breached");
  });
});

describe("which measurement counts", () => {
  test("the newest of a build that counts with enough samples, an ancestor that counts too", () => {
    const measurements = [
      measured({ p95: 200 }, { at: at(18 * day), commit: "parent" }),
      measured({ p95: 110 }, { at: at(20 * day) }),
      measured({ p95: 300 }, { at: at(21 * day), samples: 3 }),
      measured({ p95: 400 }, { at: at(22 * day), commit: "other" }),
    ];
    expect(read(share, { measurements })[0]).toBe("within");
    const builds = [{ commits: ["parent"], since: at(19 * day) }];
    expect(read(share, { measurements, builds })[0]).toBe("breached");
  });

  test("of each build that runs: a canary beside it needs measurements of its own", () => {
    const builds = [
      { commits: ["c0ffee"], since: at(19 * day) },
      { commits: ["canary"], since: at(20 * day) },
    ];
    const stable = measured({ p95: 110 });
    const canary = measured({ p95: 118 }, { commit: "canary" });
    expect(read(share, { builds, measurements: [stable] })[0]).toBe("unknown");
    expect(read(share, { builds, measurements: [stable, canary] })[0]).toBe("breached");
  });

  test("one that names no build when its span began after the deployment", () => {
    const measurements = [measured({ p95: 110 }, { commit: null, at: at(19 * day + 300_000) })];
    expect(read(share, { measurements })[0]).toBe("within");
  });

  test("without samples asked for, those of a source that tells none", () => {
    expect(
      read("P95 <= 200 ms", {
        leastSamples: 0,
        measurements: [measured({ p95: 110 }, { samples: null })],
      })[0],
    ).toBe("within");
  });
});

describe("a clause that no number settles", () => {
  const text = "no digest mismatch regression";
  const says = {
    clause: null,
    outcome: "pass",
    says: "12,000 digests",
    commit: "c0ffee",
    at: at(20 * day),
    link: "/e/1",
  } as const;

  test("is unknown until evidence of a build that counts says so", () => {
    expect(read(text)).toEqual(["unknown", `${text}: no evidence says so yet`]);
    expect(read(text, { stated: [says] })).toEqual([
      "within",
      `${text}: evidence of 2026-11-21 says pass (12,000 digests)`,
    ]);
    expect(read(text, { stated: [{ ...says, outcome: "fail" }] })[0]).toBe("breached");
    expect(read(text, { stated: [{ ...says, outcome: "inconclusive" }] })[0]).toBe("unknown");
    expect(read(text, { stated: [{ ...says, commit: "other" }] })[1]).toContain(
      "is of other, which does not run in staging",
    );
  });

  test("is told from another by its words", () => {
    const two = `${text}, no new full scans`;
    const [first, second] = readBudget(
      facts(two, { stated: [{ ...says, clause: "No new  full scans" }] }),
    ).clauses;
    expect([first?.state, second?.state]).toEqual(["unknown", "within"]);
    expect(readBudget(facts(two, { stated: [says] })).state).toBe("unknown");
  });
});
