import { blockerReachReader } from "@/lib/domain/blocker-reach";
import type {
  FlipFact,
  GateFacts,
  GateSide,
  QueueFact,
  RowFact,
  TestFact,
} from "@/lib/domain/gate-facts";
import type { BudgetReading } from "@/lib/domain/read-budget";
import type { SnapshotRoute } from "@/lib/domain/snapshot";
import { placesOf } from "@/lib/server/blockers/blocker-read";
import { budgetReadings } from "@/lib/server/budgets/budget-readings";
import type { Transaction } from "@/lib/server/db";
import { budgetsByCapability } from "@/lib/server/gates/gate-budgets";
import { aboutReader, evidenceFacts } from "@/lib/server/gates/gate-evidence";
import { flipFacts, flipSteps } from "@/lib/server/gates/gate-flips";
import {
  type GateRows,
  gateRows,
  type ItemRow,
  moveRows,
  runRows,
} from "@/lib/server/gates/gate-rows";
import { buildsByEnvironment, grouped, lastReader, runsReader } from "@/lib/server/gates/gate-runs";
import { signedFacts } from "@/lib/server/gates/gate-signatures";
import { programScopeFields } from "@/lib/server/scope";
import { assembleSnapshot, rulesOf, withRules } from "@/lib/server/switches/snapshot";

type Program = { readonly id: string; readonly key: string };

const rowFact = (item: ItemRow, tests: number): RowFact => ({
  kind: item.kind,
  key: item.key,
  title: item.title,
  state: item.verification,
  wave: item.wave,
  team: item.team,
  tests,
  signature: item.signature,
});

const byCount = (values: readonly (string | null)[]): string[] =>
  [...grouped(values, (value) => value)]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([value]) => value);

/** A capability as boards name it. */
type GateCapability = {
  readonly key: string;
  readonly name: string;
  readonly routes: number;
  readonly workers: number;
  readonly teams: readonly string[];
  readonly workstreams: readonly string[];
};

export type ProgramFacts = {
  readonly capabilities: readonly GateCapability[];
  readonly environments: readonly {
    readonly id: string;
    readonly key: string;
    readonly isProtected: boolean;
    readonly policy: unknown;
  }[];
  /** By environment, then by capability. */
  readonly facts: ReadonlyMap<string, ReadonlyMap<string, GateFacts>>;
  /** By environment, the program as a whole as if it were one capability: what its own gates are read from. */
  readonly whole: { readonly get: (environment: string) => GateFacts | undefined };
};

/** The whole program's place among capabilities: no capability has an empty key. */
const wholeKey = "";
/**
 * The facts of all capabilities of a program in all of its environments, or in one: a fixed number of
 * queries, whatever their number.
 */
export const loadGateFacts = async (
  tx: Transaction,
  program: Program,
  now: Date,
  only?: string,
): Promise<ProgramFacts> => {
  const { evidenceRules, ...scope } = await tx.program.findUniqueOrThrow({
    where: { id: program.id },
    select: { evidenceRules: true, ...programScopeFields },
  });
  const environments = await tx.environment.findMany({
    where: { programId: program.id },
    include: withRules,
    orderBy: { position: "asc" },
  });
  // One that rules have emptied is nobody's question any more.
  const capabilities = await tx.capability.findMany({
    where: { programId: program.id, items: { some: {} } },
    select: { key: true, name: true },
    orderBy: { key: "asc" },
  });
  const rows = await gateRows(tx, program.id, now);
  const asked = environments.filter(({ key }) => only === undefined || key === only);
  // All of them: evidence of one environment may be asked for in another.
  const buildsOf = buildsByEnvironment(
    rows,
    environments.map(({ key }) => key),
    evidenceRules,
  );
  const counted = (side: GateSide): string[] => [
    ...new Set(
      asked.flatMap(({ key }) => buildsOf.get(key)?.[side] ?? []).flatMap((b) => b.counted),
    ),
  ];
  const runs = await runRows(tx, program.id, {
    legacy: counted("legacy"),
    target: counted("target"),
  });
  const runsOf = runsReader(runs);
  const lastOf = lastReader(rows.standings);

  const itemsOf = grouped(rows.items, ({ capability }) => capability);
  itemsOf.set(wholeKey, rows.items);
  const testsOf = grouped(rows.tests, ({ kind, item }) => `${kind} ${item}`);
  const queuesOf = grouped(rows.couplings, ({ kind, item }) => `${kind} ${item}`);
  const couplingsOf = grouped(rows.couplings, ({ queue }) => queue);
  const keys = [...capabilities.map(({ key }) => key), wholeKey];
  const aboutOf = aboutReader(rows.items, keys);
  const evidence = rows.evidence.map((row) => ({ ...row, about: aboutOf(row) }));
  const reachOf = blockerReachReader(rows.items);
  const blockers = rows.blockers.map((row) => ({ row, reach: reachOf(placesOf(row.holds)) }));
  const documents = rows.items.filter(({ kind }) => kind === "document");
  const signed = await signedFacts(tx, scope);
  const owners = { legacy: scope.legacyName, target: scope.targetName };
  const decisions = rows.decisions.map(({ key, title, status, owner, decidedAt }) => ({
    key,
    title,
    state: status,
    owner,
    at: decidedAt?.toISOString() ?? null,
  }));

  const inventory = {
    version: 0,
    routes: rows.items
      .filter(({ kind, isSwitchable }) => kind === "route" && isSwitchable)
      .map(
        ({ key, method, host, pattern, capability, family }): SnapshotRoute => ({
          id: key,
          method: method ?? "GET",
          host,
          pattern,
          capability,
          family,
        }),
      ),
    workers: rows.items
      .filter(({ kind, isSwitchable }) => kind === "worker" && isSwitchable)
      .map(({ key, switchName, capability }) => ({ name: switchName ?? key, capability })),
  };
  const snapshots = new Map(
    asked.map((row) => [row.key, assembleSnapshot(rulesOf(row), inventory)]),
  );
  const flipped = asked.filter(({ key }) => {
    const snapshot = snapshots.get(key);
    return snapshot && [...flipSteps(snapshot).values()].some((step) => step !== "none");
  });
  const moves =
    flipped.length === 0
      ? []
      : await moveRows(
          tx,
          flipped.map(({ id }) => id),
          owners,
        );
  const budgets = new Map<string, readonly BudgetReading[]>();
  for (const environment of asked) {
    budgets.set(environment.key, await budgetReadings(tx, scope, environment, now));
  }
  const budgetsIn = new Map(
    asked.map(({ key }) => [key, budgetsByCapability(budgets.get(key) ?? [], rows.items)] as const),
  );

  const factsIn = (environment: (typeof asked)[number]) => {
    const builds = buildsOf.get(environment.key) ?? { legacy: [], target: [] };
    const known = evidenceFacts(evidence, environment.key, buildsOf);
    const snapshot = snapshots.get(environment.key);
    const flips: ReadonlyMap<string, FlipFact> = snapshot ? flipFacts(snapshot, moves) : new Map();
    const testFact = ({ key, role, kind, item }: GateRows["tests"][number]): TestFact => {
      const legacy = runsOf(key, "legacy", builds.legacy);
      const target = runsOf(key, "target", builds.target);
      return {
        key,
        role,
        item: { kind, key: item },
        runs: { legacy, target },
        // Told only of what has not run on what runs.
        last: {
          legacy: legacy.length < builds.legacy.length ? lastOf(key, "legacy") : null,
          target: target.length < builds.target.length ? lastOf(key, "target") : null,
        },
      };
    };
    const testFacts = new Map(
      [...testsOf].map(([place, tests]) => [place, tests.map(testFact)] as const),
    );
    const queueFact = (key: string): QueueFact => {
      const couplings = couplingsOf.get(key) ?? [];
      return {
        key,
        producers: couplings.filter(({ role }) => role === "producer").length,
        consumers: couplings.filter(({ role }) => role === "consumer").length,
        tests: testFacts.get(`queue ${key}`) ?? [],
      };
    };
    const queueFacts = new Map(
      rows.items.filter(({ kind }) => kind === "queue").map(({ key }) => [key, queueFact(key)]),
    );
    return (capability: { readonly key: string; readonly name: string }): GateFacts => {
      const items = itemsOf.get(capability.key) ?? [];
      const own = items.flatMap(({ kind, key }) => queuesOf.get(`${kind} ${key}`) ?? []);
      const queues = new Set([
        ...own.map(({ queue }) => queue),
        ...items.filter(({ kind }) => kind === "queue").map(({ key }) => key),
      ]);
      return {
        program: program.key,
        environment: environment.key,
        isProtected: environment.isProtected,
        capability: { ...capability, teams: byCount(items.map(({ team }) => team)) },
        owners,
        builds,
        rows: items.map((item) =>
          rowFact(item, testsOf.get(`${item.kind} ${item.key}`)?.length ?? 0),
        ),
        tests: items.flatMap(({ kind, key }) => testFacts.get(`${kind} ${key}`) ?? []),
        evidence: known.get(capability.key) ?? [],
        budgets: budgetsIn.get(environment.key)?.(capability.key) ?? [],
        queues: [...queues].sort().flatMap((key) => queueFacts.get(key) ?? []),
        decisions,
        documents: documents.map((item) => rowFact(item, 0)),
        signed,
        blockers: blockers
          .filter(
            ({ reach }) =>
              capability.key === wholeKey ||
              reach.holds({ level: "capability", key: capability.key }),
          )
          .map(({ row: { number, text, owner, since } }) => ({
            number,
            text,
            owner,
            since: since.toISOString(),
          })),
        flip: flips.get(capability.key) ?? { step: "none", someSince: null, allSince: null },
        waivers: rows.waivers
          .filter(
            (waiver) =>
              waiver.environment === environment.key && waiver.capability === capability.key,
          )
          .map(({ id, gate, by, reason, owner, until }) => ({
            id,
            gate,
            by,
            reason,
            owner,
            until: until.toISOString(),
          })),
      };
    };
  };
  const readers = new Map(asked.map((environment) => [environment.key, factsIn(environment)]));
  const facts = new Map(
    [...readers].map(([environment, factsOf]) => [
      environment,
      new Map(capabilities.map((capability) => [capability.key, factsOf(capability)] as const)),
    ]),
  );
  return {
    environments: asked.map(({ id, key, isProtected, policy }) => ({
      id,
      key,
      isProtected,
      policy,
    })),
    capabilities: capabilities.map(({ key, name }) => {
      const items = itemsOf.get(key) ?? [];
      return {
        key,
        name,
        routes: items.filter(({ kind }) => kind === "route").length,
        workers: items.filter(({ kind }) => kind === "worker").length,
        teams: byCount(items.map(({ team }) => team)),
        workstreams: byCount(items.map(({ workstream }) => workstream)),
      };
    }),
    facts,
    whole: {
      get: (environment) => readers.get(environment)?.({ key: wholeKey, name: program.key }),
    },
  };
};
