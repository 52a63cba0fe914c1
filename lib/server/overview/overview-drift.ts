import type { DriftView } from "@/lib/contract/overview";
import { budgetReadings } from "@/lib/server/budgets/budget-readings";
import { type Database, sql } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";

type Environment = { readonly id: string; readonly key: string; readonly name: string };

type StaleRow = { environment: string; label: string; at: Date; tests: number; side: string };

/** Contract tests that ran on an earlier build of what runs now, and not on this one. */
const staleTests = (db: Database, programId: string): Promise<StaleRow[]> =>
  db.$queryRaw<StaleRow[]>(sql`
    SELECT e."key" AS "environment", coalesce(d."label", left(d."commit", 8)) AS "label", d."at",
           d."side"::text AS "side", count(*)::int AS "tests"
    FROM "Deployment" d
    JOIN "Environment" e ON e."id" = d."environmentId"
    JOIN "TestStanding" s ON s."programId" = e."programId" AND s."side" = d."side"
    WHERE e."programId" = ${programId}::uuid AND d."endedAt" IS NULL AND d."side" = 'target'
      AND s."lastRunCommit" <> d."commit" AND s."lastRunAt" < d."at"
      AND NOT EXISTS (SELECT 1 FROM "TestRun" r WHERE r."programId" = s."programId"
        AND r."testKey" = s."testKey" AND r."side" = d."side" AND r."commit" = d."commit")
      AND EXISTS (SELECT 1 FROM "Deployment" o WHERE o."environmentId" = d."environmentId"
        AND o."side" = d."side" AND o."commit" = s."lastRunCommit")
    GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC`);

type TurnedRow = {
  environment: string;
  gate: string;
  capability: string;
  state: "fail" | "unknown";
  because: string;
  at: Date;
};

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

/** What held and does not any more: tests of an earlier build, budgets that are breached, gates that turned. */
export const readDrift = async (
  db: Database,
  program: ProgramScope,
  environments: readonly Environment[],
  now: Date,
): Promise<DriftView[]> => {
  const root = `/programs/${program.key}`;
  const stale = (await staleTests(db, program.id)).map(
    ({ environment, label, at, tests }): DriftView => ({
      kind: "stale-tests",
      key: label,
      state: "unknown",
      environment,
      says: `${plural(tests, "contract test")} passed on the build before and ${tests === 1 ? "has" : "have"} not run on ${label}`,
      detail: `${program.targetName} in ${environment}`,
      link: `${root}/evidence?environment=${environment}`,
      since: at.toISOString(),
    }),
  );
  const budgets: DriftView[] = [];
  for (const { id, key, name } of environments) {
    for (const reading of await budgetReadings(db, program, { id, key }, now)) {
      if (reading.state !== "breached") continue;
      budgets.push({
        kind: "budget",
        key: reading.key,
        state: "fail",
        environment: key,
        says: `${reading.key} is breached${reading.short === null ? "" : ` by ${reading.short.replace(/^\+/, "")}`} in ${name.toLowerCase()}`,
        detail: reading.because,
        link: reading.link,
        since: reading.measuredAt,
      });
    }
  }
  const turned = (await turnedGates(db, program.id, new Date(now.getTime() - weekMs))).map(
    ({ environment, gate, capability, state, because, at }): DriftView => ({
      kind: "gate",
      key: `${gate} ${capability}`,
      state,
      environment,
      says: `${gate} of ${capability} turned to ${state} in ${environment}`,
      detail: because,
      link: `${root}/gates/${encodeURIComponent(gate)}/${encodeURIComponent(capability)}?environment=${environment}`,
      since: at.toISOString(),
    }),
  );
  return [...budgets, ...stale, ...turned].slice(0, shown);
};
