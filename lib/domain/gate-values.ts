import { type GateFacts, type GateSide, isTested, type TestFact } from "@/lib/domain/gate-facts";
import { ageComesDue, hoursSince } from "@/lib/domain/gate-verdict";
import { testFinding } from "@/lib/domain/read-test-gate";

/** A fact's value; what is not known is left out, never zero. */
export type FactValue =
  | string
  | number
  | boolean
  | readonly FactValue[]
  | { readonly [name: string]: FactValue };
export type FactValues = Readonly<Record<string, FactValue>>;

const days = (at: string, now: Date): number => hoursSince(at, now) / 24;

const testValues = (facts: GateFacts, side: GateSide, now: Date): Record<string, number> => {
  const rows = facts.rows.filter(isTested);
  const tests = [...new Map(facts.tests.map((test) => [test.key, test])).values()];
  const tested = new Set(facts.tests.map(({ item }) => `${item.kind} ${item.key}`));
  const base = {
    total: tests.length,
    untestedRows: rows.filter(({ kind, key }) => !tested.has(`${kind} ${key}`)).length,
  };
  // How tests stand for what runs is not zero where nobody said what runs: it is not known.
  if (facts.builds[side].length === 0) return base;
  const outcomes = tests.map((test) => outcomeOf(facts, test, side, now));
  const count = (outcome: string): number => outcomes.filter((each) => each === outcome).length;
  const ages = tests.flatMap(({ runs }) => runs[side].map(({ at }) => hoursSince(at, now)));
  return {
    ...base,
    passing: count("passed"),
    failing: count("failed"),
    skipped: count("skipped"),
    flaky: count("flaky"),
    disputed: count("disputed"),
    missing: count("missing"),
    ...(ages.length === 0
      ? {}
      : { newestAgeHours: Math.min(...ages), oldestAgeHours: Math.max(...ages) }),
  };
};

const worstFirst = ["failed", "disputed", "missing", "skipped", "flaky", "passed"] as const;

const outcomeOf = (facts: GateFacts, test: TestFact, side: GateSide, _now: Date): string => {
  const outcomes = facts.builds[side].map(
    ({ commit }) => test.runs[side].find(({ build }) => build === commit)?.outcome ?? "missing",
  );
  return worstFirst.find((outcome) => outcomes.includes(outcome)) ?? "missing";
};

/**
 * The facts of a capability as an expression sees them at a time, by `factSchema`. Ages are in hours
 * or days as named. A fact that is not known is absent, so that whoever asks for it reads unknown.
 */
export const factValues = (facts: GateFacts, now: Date): FactValues => {
  const rows = facts.rows.map((row) => ({
    kind: row.kind,
    key: row.key,
    title: row.title,
    state: row.state,
    wave: row.wave ?? "",
    team: row.team ?? "",
    tests: row.tests,
    signature: row.signature,
  }));
  const standings = (standing: string): number =>
    rows.filter(({ signature }) => signature === standing).length;
  const seen = (each: GateFacts["evidence"][number]) => ({
    environment: each.environment ?? "",
    outcome: each.outcome,
    ageDays: days(each.at, now),
    ...(each.hours === null ? {} : { hours: each.hours }),
  });
  const counted = facts.evidence.filter(({ about, stale }) => about === "all" && stale === null);
  const here = counted
    .filter(({ environment }) => environment === null || environment === facts.environment)
    .sort((one, other) => (one.at < other.at ? -1 : 1));
  const build = (side: GateSide) => {
    const newest = [...facts.builds[side]].sort((a, b) => (a.at < b.at ? 1 : -1))[0];
    return newest
      ? { [side]: { commit: newest.commit, ageHours: hoursSince(newest.at, now) } }
      : {};
  };
  const { step, someSince, allSince } = facts.flip;
  return {
    tests: testValues(facts, "target", now),
    legacyTests: testValues(facts, "legacy", now),
    budgets: facts.budgets.map(({ key, state, samples }) => ({
      key,
      state,
      ...(samples === null ? {} : { samples }),
    })),
    drills: counted.filter(({ kind }) => kind === "drill").map(seen),
    canaries: counted.filter(({ kind }) => kind === "canary").map(seen),
    evidence: Object.fromEntries(here.map((each) => [each.kind, seen(each)])),
    items: rows,
    documents: facts.documents.map((row) => ({
      kind: row.kind,
      key: row.key,
      title: row.title,
      state: row.state,
      wave: row.wave ?? "",
      team: row.team ?? "",
      tests: row.tests,
      signature: row.signature,
    })),
    signatures: {
      standing: standings("stands"),
      stale: standings("stale"),
      missing: facts.rows.filter(
        ({ state, signature, kind }) =>
          signature === "none" && state !== "retired-approved" && kind !== "task",
      ).length,
    },
    signed: facts.signed.map(({ kind, key, state }) => ({ kind, key, state })),
    decisions: Object.fromEntries(
      facts.decisions.map(({ key, state, title }) => [key, { state, title }]),
    ),
    queues: facts.queues.map(({ key, producers, consumers, tests }) => ({
      key,
      producers,
      consumers,
      tests: tests.length,
      passing: tests.filter(
        (test) =>
          testFinding(
            facts,
            test,
            { side: "target", prefix: "", role: "", maxAgeHours: 0, flakyCounts: false },
            now,
          ).verdict === "pass",
      ).length,
    })),
    deployments: { ...build("legacy"), ...build("target") },
    flip: {
      step,
      ...(someSince === null ? {} : { hoursSinceFirst: hoursSince(someSince, now) }),
      ...(allSince === null ? {} : { hoursOnTarget: hoursSince(allSince, now) }),
    },
    blockers: facts.blockers.map(({ number, text, owner, since }) => ({
      number,
      text,
      owner: owner ?? "",
      ageDays: days(since, now),
    })),
    waivers: facts.waivers.map(({ gate, until }) => ({
      gate,
      daysLeft: Math.max(0, (new Date(until).getTime() - now.getTime()) / 86_400_000),
    })),
    environment: { key: facts.environment, isProtected: facts.isProtected },
    capability: {
      key: facts.capability.key,
      routes: rows.filter(({ kind }) => kind === "route").length,
      workers: rows.filter(({ kind }) => kind === "worker").length,
    },
  };
};

const ages = new Set([
  "newestAgeHours",
  "oldestAgeHours",
  "ageDays",
  "ageHours",
  "hoursSinceFirst",
  "hoursOnTarget",
  "daysLeft",
]);

const agesIn = (value: FactValue, name: string): { name: string; value: number }[] => {
  if (typeof value === "number") return ages.has(name) ? [{ name, value }] : [];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, member]) =>
    agesIn(member, Array.isArray(value) ? name : key),
  );
};

/**
 * When an expression has to be read again for its age alone: when an age that it names meets one of its
 * numbers, and within the hour in any case, for an age may stand in any arithmetic. `null` where it
 * names no age.
 */
export const expressionDue = (expression: string, values: FactValues, now: Date): string | null => {
  const named = new Set([...ages].filter((name) => expression.includes(name)));
  if (named.size === 0) return null;
  const limits = [...expression.matchAll(/\d+(\.\d+)?/g)].map(([digits]) => Number(digits));
  const hoursTo = agesIn(values, "")
    .filter(({ name }) => named.has(name))
    .flatMap(({ name, value }) =>
      limits.map((limit) =>
        name === "daysLeft"
          ? (value - limit) * 24
          : (limit - value) * (name.endsWith("Days") ? 24 : 1),
      ),
    )
    .filter((left) => left > 0);
  return ageComesDue(now.toISOString(), Math.min(1, ...hoursTo));
};
