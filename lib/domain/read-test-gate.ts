import {
  type CountedRun,
  type GateFacts,
  type GateSide,
  isTested,
  type TestFact,
} from "@/lib/domain/gate-facts";
import {
  ageComesDue,
  ageWords,
  type Finding,
  finding,
  foldFindings,
  hoursSince,
  linkTo,
  type RuleReading,
  saysOf,
  unknownReading,
} from "@/lib/domain/gate-verdict";

export type TestDemand = {
  readonly side: GateSide;
  /** Only tests whose key begins so, or that have this role; empty asks for all. */
  readonly prefix: string;
  readonly role: string;
  /** Older runs read unknown; 0 takes any age. */
  readonly maxAgeHours: number;
  readonly flakyCounts: boolean;
};

const shortCommit = (commit: string): string =>
  /^[0-9a-f]{12,}$/i.test(commit) ? commit.slice(0, 8) : commit;

/** What is missing where nothing is known to run on a side: the reading of every gate that asks for runs. */
export const nothingDeployed = (facts: GateFacts, side: GateSide): RuleReading | null =>
  facts.builds[side].length > 0
    ? null
    : unknownReading(
        `It is not known which build of ${facts.owners[side]} runs in ${facts.environment}, so no evidence counts for it: CI has to report the deployment (signalbox deployed --side ${side}).`,
      );

const reportWords = ({ reports }: CountedRun): string =>
  reports
    .slice(0, 4)
    .map(({ evidence, outcome }) => `${outcome} in report ${evidence}`)
    .join(", ");

const runFinding = (
  facts: GateFacts,
  test: TestFact,
  run: CountedRun,
  demand: TestDemand,
  now: Date,
): Finding => {
  const { key } = test;
  const link = () => linkTo.evidence(facts.program, run.evidence);
  const where = () => `${facts.owners[demand.side]} ${shortCommit(run.commit)}`;
  const more = { link, at: run.at };
  switch (run.outcome) {
    case "failed":
      return finding("fail", () => `${key} fails on ${where()}.`, more);
    case "skipped":
      return finding(
        "unknown",
        () => `${key} was skipped on ${where()}, which shows nothing.`,
        more,
      );
    case "disputed":
      return finding(
        "unknown",
        () => `Reports of ${where()} disagree about ${key}: ${reportWords(run)}.`,
        more,
      );
    case "flaky":
      if (!demand.flakyCounts) {
        return finding(
          "fail",
          () => `${key} passed on ${where()} only when it was tried again (flaky).`,
          more,
        );
      }
      break;
    case "passed":
      break;
  }
  const age = hoursSince(run.at, now);
  if (demand.maxAgeHours > 0 && age >= demand.maxAgeHours) {
    return finding(
      "unknown",
      () => `${key} passed ${ageWords(age)} ago, and counts for ${ageWords(demand.maxAgeHours)}.`,
      more,
    );
  }
  return finding("pass", () => `${key} passed on ${where()} ${ageWords(age)} ago.`, {
    ...more,
    until: demand.maxAgeHours > 0 ? ageComesDue(run.at, demand.maxAgeHours) : null,
  });
};

const rank = { fail: 0, unknown: 1, neutral: 2, pass: 3 } as const;

/** How a test stands for what runs on a side: the worst of the builds that run. */
export const testFinding = (
  facts: GateFacts,
  test: TestFact,
  demand: TestDemand,
  now: Date,
): Finding => {
  const perBuild = facts.builds[demand.side].map((build): Finding => {
    const run = test.runs[demand.side].find((each) => each.build === build.commit);
    if (run) return runFinding(facts, test, run, demand, now);
    const last = test.last[demand.side];
    const earlier = () =>
      last
        ? `its last run was of ${shortCommit(last.commit)}, ${ageWords(hoursSince(last.at, now))} ago`
        : "no run of it is known";
    return finding(
      "unknown",
      () =>
        `${test.key} has not run on ${shortCommit(build.commit)}, which is what runs: ${earlier()}.`,
      { link: () => linkTo.row(facts.program, test.item) },
    );
  });
  const [worst] = perBuild.sort((one, other) => rank[one.verdict] - rank[other.verdict]);
  return worst ?? finding("unknown", `${test.key}: nothing is known to run.`);
};

const asked = (facts: GateFacts, { prefix, role }: Pick<TestDemand, "prefix" | "role">) => {
  const rows = new Set(facts.rows.filter(isTested).map(({ kind, key }) => `${kind} ${key}`));
  const tests = facts.tests.filter(
    ({ key, role: of, item }) =>
      rows.has(`${item.kind} ${item.key}`) &&
      key.startsWith(prefix) &&
      (role === "" || of === role),
  );
  return [...new Map(tests.map((test) => [test.key, test])).values()];
};

const untested = (facts: GateFacts): Finding[] => {
  const has = new Set(facts.tests.map(({ item }) => `${item.kind} ${item.key}`));
  return facts.rows
    .filter((row) => isTested(row) && !has.has(`${row.kind} ${row.key}`))
    .map((row) =>
      finding("unknown", `${row.key} has no contract test, so nothing shows that it works.`, {
        link: linkTo.row(facts.program, row),
      }),
    );
};

const nameOf = ({ prefix, role }: Pick<TestDemand, "prefix" | "role">): string =>
  [role, prefix === "" ? "contract test" : `${prefix}… test`]
    .filter((part) => part !== "")
    .join(" ");

/**
 * Whether all contract tests of the capability's rows pass on what runs. Of two builds that run at once
 * both count. Skipped, disputed, too old, never run, and a row without any test: unknown. domain.md,
 * "Evidence counts for what runs".
 */
export const readTests = (facts: GateFacts, demand: TestDemand, now: Date): RuleReading => {
  const tests = asked(facts, demand);
  const isFiltered = demand.prefix !== "" || demand.role !== "";
  const nameless = isFiltered ? [] : untested(facts);
  if (tests.length > 0) {
    const nothing = nothingDeployed(facts, demand.side);
    if (nothing) return { ...nothing, short: `0/${tests.length}` };
  }
  const findings = tests.map((test) => testFinding(facts, test, demand, now));
  const passing = findings.filter(({ verdict }) => verdict === "pass").length;
  const short = `${passing}/${tests.length + nameless.length}`;
  return foldFindings([...findings, ...nameless], {
    empty: `No row of it has a ${nameOf(demand)}: nothing shows that it works.`,
    pass: `All ${tests.length} ${nameOf(demand)}s pass on ${facts.owners[demand.side]}.`,
    short: tests.length + nameless.length === 0 ? null : short,
  });
};

/**
 * Whether the target passes what legacy passes, test by test. What fails on both sides says nothing
 * about parity; where legacy was not tested it is unknown.
 */
export const readParity = (
  facts: GateFacts,
  demand: Omit<TestDemand, "side">,
  now: Date,
): RuleReading => {
  const tests = asked(facts, demand);
  if (tests.length > 0) {
    const nothing = nothingDeployed(facts, "legacy") ?? nothingDeployed(facts, "target");
    if (nothing) return { ...nothing, short: `0/${tests.length}` };
  }
  const findings = tests.map((test): Finding => {
    // What legacy does ages only with its build.
    const legacy = testFinding(facts, test, { ...demand, side: "legacy", maxAgeHours: 0 }, now);
    const target = testFinding(facts, test, { ...demand, side: "target" }, now);
    if (legacy.verdict === "pass") {
      return target.verdict === "pass"
        ? { ...target, says: () => `${test.key} passes on both sides.` }
        : { ...target, says: () => `${facts.owners.legacy} passes ${test.key}. ${saysOf(target)}` };
    }
    if (legacy.verdict === "fail") {
      return finding("neutral", () => `${test.key} fails on ${facts.owners.legacy} too.`, {
        link: legacy.link,
      });
    }
    return legacy;
  });
  const alike = findings.filter(({ verdict }) => verdict === "pass").length;
  return foldFindings(findings, {
    empty: `No test shows what ${facts.owners.legacy} does, so nobody can say that ${facts.owners.target} does the same. Report tests of both sides, or evidence of the kind parity.`,
    pass: `${facts.owners.target} passes what ${facts.owners.legacy} passes: ${alike} tests.`,
    short: tests.length === 0 ? null : `${alike}/${tests.length}`,
  });
};
