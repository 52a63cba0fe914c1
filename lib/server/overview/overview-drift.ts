import type { DriftView } from "@/lib/contract/overview";
import { type Cause, foldDrift, gateNames, type TurnedGate } from "@/lib/domain/fold-drift";
import { budgetReadings } from "@/lib/server/budgets/budget-readings";
import { type Database, sql } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";

type Environment = { readonly id: string; readonly key: string; readonly name: string };

type StaleRow = { environment: string; label: string; commit: string; at: Date; tests: number };

/** Contract tests that ran on an earlier build of what runs now, and not on this one. */
const staleTests = (db: Database, programId: string): Promise<StaleRow[]> =>
  db.$queryRaw<StaleRow[]>(sql`
    SELECT e."key" AS "environment", d."commit",
           coalesce(max(d."label"), left(d."commit", 8)) AS "label",
           max(d."at") AS "at", count(DISTINCT s."testKey")::int AS "tests"
    FROM "Deployment" d
    JOIN "Environment" e ON e."id" = d."environmentId"
    JOIN "TestStanding" s ON s."programId" = e."programId" AND s."side" = d."side"
    WHERE e."programId" = ${programId}::uuid AND d."endedAt" IS NULL AND d."side" = 'target'
      AND s."lastRunCommit" <> d."commit" AND s."lastRunAt" < d."at"
      AND NOT EXISTS (SELECT 1 FROM "TestRun" r WHERE r."programId" = s."programId"
        AND r."testKey" = s."testKey" AND r."side" = d."side" AND r."commit" = d."commit")
      AND EXISTS (SELECT 1 FROM "Deployment" o WHERE o."environmentId" = d."environmentId"
        AND o."side" = d."side" AND o."commit" = s."lastRunCommit")
    GROUP BY 1, 2 ORDER BY "tests" DESC`);

type TurnedRow = TurnedGate & { readonly at: Date };

/** Quality gates that stopped letting a step through since a time, as they were read last. */
const turnedGates = (db: Database, programId: string, since: Date): Promise<TurnedRow[]> =>
  db.$queryRaw<TurnedRow[]>(sql`
    SELECT e."key" AS "environment", r."gate", r."capability", r."state", r."because", turned."at"
    FROM "GateReading" r
    JOIN "Environment" e ON e."id" = r."environmentId"
    JOIN LATERAL (
      SELECT p."at", p."id" FROM "GateReading" p
      WHERE p."programId" = r."programId" AND p."environmentId" = r."environmentId"
        AND p."gate" = r."gate" AND p."capability" = r."capability"
        AND p."state" IN ('pass', 'waived') AND (p."at", p."id") < (r."at", r."id")
      ORDER BY p."at" DESC, p."id" DESC LIMIT 1
    ) held ON true
    JOIN LATERAL (
      SELECT t."at" FROM "GateReading" t
      WHERE t."programId" = r."programId" AND t."environmentId" = r."environmentId"
        AND t."gate" = r."gate" AND t."capability" = r."capability"
        AND (t."at", t."id") > (held."at", held."id")
      ORDER BY t."at", t."id" LIMIT 1
    ) turned ON turned."at" >= ${since}
    WHERE r."programId" = ${programId}::uuid AND r."at" >= ${since}
      AND r."state" IN ('fail', 'unknown')
      AND NOT EXISTS (SELECT 1 FROM "GateReading" n
        WHERE n."programId" = r."programId" AND n."environmentId" = r."environmentId"
          AND n."gate" = r."gate" AND n."capability" = r."capability"
          AND (n."at", n."id") > (r."at", r."id"))
    ORDER BY turned."at" DESC LIMIT 20`);

const weekMs = 7 * 86_400_000;
const shown = 12;

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

type ListedCause = Cause & { readonly line: DriftView };

/** As a reason names a build: its label is CI's word, which no gate reads. */
const shortCommit = (commit: string): string => commit.slice(0, 8);

const staleCauses = async (db: Database, program: ProgramScope): Promise<ListedCause[]> =>
  (await staleTests(db, program.id)).map(({ environment, label, commit, at, tests }) => ({
    environment,
    names: [shortCommit(commit), commit],
    line: {
      kind: "stale-tests",
      key: label,
      state: "unknown",
      environment,
      says: `${plural(tests, "contract test")} passed on the build before and ${tests === 1 ? "has" : "have"} not run on ${label}`,
      detail: `${program.targetName} in ${environment}.`,
      link: `/programs/${program.key}/evidence?environment=${environment}`,
      since: at.toISOString(),
    },
  }));

const breachedBudgets = async (
  db: Database,
  program: ProgramScope,
  environments: readonly Environment[],
  now: Date,
): Promise<ListedCause[]> => {
  const causes: ListedCause[] = [];
  for (const { id, key: environment, name } of environments) {
    for (const reading of await budgetReadings(db, program, { id, key: environment }, now)) {
      const { key, state, short, because, link, measuredAt } = reading;
      if (state !== "breached") continue;
      const by = short === null ? "" : ` by ${short.replace(/^\+/, "")}`;
      const says = `${key} is breached${by} in ${name.toLowerCase()}`;
      const shown = { says, detail: because, link, since: measuredAt };
      const line = { kind: "budget" as const, key, state: "fail" as const, environment, ...shown };
      causes.push({ environment, names: [key], line });
    }
  }
  return causes;
};

const gateLine = (root: string, gates: readonly TurnedRow[]): DriftView[] => {
  const [first] = gates;
  if (!first) return [];
  const { environment, gate, capability, state, because, at } = first;
  return [
    {
      kind: "gate",
      key: `${gate} ${capability}`,
      state,
      environment,
      says: `${gateNames(gates)} turned to ${state} in ${environment}`,
      detail: because,
      link: `${root}/gates/${encodeURIComponent(gate)}/${encodeURIComponent(capability)}?environment=${environment}`,
      since: at.toISOString(),
    },
  ];
};

/**
 * What held and does not any more, each cause once: tests of an earlier build, budgets that are breached, and gates
 * that turned, which go with the budget or build that their reason names.
 */
export const readDrift = async (
  db: Database,
  program: ProgramScope,
  environments: readonly Environment[],
  now: Date,
): Promise<DriftView[]> => {
  const causes = [
    ...(await breachedBudgets(db, program, environments, now)),
    ...(await staleCauses(db, program)),
  ];
  const turned = await turnedGates(db, program.id, new Date(now.getTime() - weekMs));
  const folded = foldDrift(causes, turned);
  const lines = folded.causes.map(({ cause: { line }, gates }) =>
    gates.length === 0
      ? line
      : { ...line, detail: `${line.detail} With it turned ${gateNames(gates)}.` },
  );
  const rest = folded.rest.flatMap((gates) => gateLine(`/programs/${program.key}`, gates));
  return [...lines, ...rest].slice(0, shown);
};
