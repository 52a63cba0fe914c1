import { canonicalJson } from "@/lib/domain/canonical-json";
import type { SignOffRules } from "@/lib/domain/four-eyes";
import type { ShownReading } from "@/lib/domain/sign-off-shown";
import { sha256 } from "@/lib/server/audit";
import { budgetReadings } from "@/lib/server/budgets/budget-readings";
import { sql, type Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import { authorshipOf, type SignedRun } from "@/lib/server/sign-offs/authorship";
import { type SignOffSubject, subjectOf } from "@/lib/server/sign-offs/sign-off-subjects";

type Environment = { readonly id: string; readonly key: string };

type CapabilityRow = {
  readonly capability: string;
  readonly kind: string;
  readonly key: string;
  readonly family: string | null;
  readonly switchName: string | null;
  readonly team: string | null;
  readonly state: string;
};

const rowsOf = (
  tx: Transaction,
  programId: string,
  keys: readonly string[],
): Promise<CapabilityRow[]> =>
  tx.$queryRaw<CapabilityRow[]>(sql`
    SELECT c."key" AS "capability", i."kind", i."key", f."key" AS "family", i."switchName",
           t."key" AS "team", i."verification" AS "state"
    FROM "Item" i JOIN "Capability" c ON c."id" = i."capabilityId"
    LEFT JOIN "Family" f ON f."id" = i."familyId" LEFT JOIN "Team" t ON t."id" = i."teamId"
    WHERE i."programId" = ${programId}::uuid AND c."key" = ANY(${[...keys]}::text[])
    ORDER BY c."key", i."kind", i."key"`);

type GateRow = { capability: string; gate: string; environment: string; state: string };

/** The newest recorded readings of the quality gates that there are. */
const gateRows = (
  tx: Transaction,
  programId: string,
  keys: readonly string[],
): Promise<GateRow[]> =>
  tx.$queryRaw<GateRow[]>(sql`
    SELECT DISTINCT ON (r."capability", g."position", g."key", e."position", e."key")
           r."capability", g."key" AS "gate", e."key" AS "environment", r."state"
    FROM "GateReading" r
    JOIN "QualityGate" g ON g."programId" = r."programId" AND g."key" = r."gate"
    JOIN "Environment" e ON e."id" = r."environmentId"
    WHERE r."programId" = ${programId}::uuid AND r."capability" = ANY(${[...keys]}::text[])
    ORDER BY r."capability", g."position", g."key", e."position", e."key", r."at" DESC, r."id" DESC`);

/** Budgets that cover a capability or rows of it, as they read in each environment. */
const budgetsReader = async (
  tx: Transaction,
  program: ProgramScope,
  environments: readonly Environment[],
  now: Date,
): Promise<(capability: string, rows: readonly CapabilityRow[]) => ShownReading[]> => {
  const read: { environment: string; of: Awaited<ReturnType<typeof budgetReadings>> }[] = [];
  for (const environment of environments) {
    const of = await budgetReadings(tx, program, environment, now);
    read.push({ environment: environment.key, of });
  }
  return (capability, rows) => {
    const places = new Set([
      `capability ${capability}`,
      ...rows.flatMap(({ kind, key, family, switchName }) => [
        `${kind} ${key}`,
        `${kind} ${switchName ?? key}`,
        `family ${family ?? ""}`,
      ]),
    ]);
    const covers = ({ covers: of }: (typeof read)[number]["of"][number]): boolean =>
      of.some(({ level, key }) => level === "program" || places.has(`${level} ${key}`));
    return read.flatMap(({ environment, of }) =>
      of.filter(covers).map(({ key, state }) => ({
        of: `budget ${key} in ${environment}`,
        state,
      })),
    );
  };
};

type CapabilityRun = SignedRun & { readonly capability: string };

/**
 * What capabilities rest on that somebody wrote: the newest runs of their rows' tests on the target side, the
 * newest evidence of every series that names them, and the builds that the target has deployed.
 */
const runsOf = (
  tx: Transaction,
  programId: string,
  keys: readonly string[],
): Promise<CapabilityRun[]> =>
  tx.$queryRaw<CapabilityRun[]>(sql`
    SELECT DISTINCT c."key" AS "capability", s."lastEvidenceId"::text AS "evidence",
      s."lastRunCommit" AS "commit"
    FROM "Capability" c JOIN "Item" i ON i."capabilityId" = c."id"
    JOIN "ContractTest" t ON t."itemId" = i."id"
    JOIN "TestStanding" s ON s."programId" = c."programId" AND s."testKey" = t."key" AND s."side" = 'target'
    WHERE c."programId" = ${programId}::uuid AND c."key" = ANY(${[...keys]}::text[])
    UNION ALL
    (SELECT DISTINCT ON (b."key", e."series") b."key", e."id"::text, e."commit"
    FROM "EvidenceSubject" b JOIN "Evidence" e ON e."id" = b."evidenceId"
    WHERE b."programId" = ${programId}::uuid AND b."level" = 'capability'
      AND b."key" = ANY(${[...keys]}::text[]) AND e."side" IS DISTINCT FROM 'legacy'
    ORDER BY b."key", e."series", e."collectedAt" DESC)`);

/** Builds of the target that run somewhere: readings of gates and budgets are of these. */
const deployedRuns = async (tx: Transaction, programId: string): Promise<SignedRun[]> => {
  const rows = await tx.deployment.findMany({
    where: { environment: { programId }, side: "target", endedAt: null },
    select: { commit: true },
    distinct: ["commit"],
  });
  return rows.map(({ commit }) => ({ evidence: null, commit }));
};

const byCapability = <One extends { readonly capability: string }>(
  all: readonly One[],
): ReadonlyMap<string, readonly One[]> => {
  const by = new Map<string, One[]>();
  for (const one of all) {
    const known = by.get(one.capability);
    if (known) known.push(one);
    else by.set(one.capability, [one]);
  }
  return by;
};

const finalStates: readonly string[] = ["verified", "retired-approved"];

const counted = (values: readonly string[]): [string, number][] => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
};

/** The team that most of the rows belong to; of equals, the first by name. */
const owningTeam = (rows: readonly CapabilityRow[]): string[] =>
  counted(rows.flatMap(({ team }) => team ?? []))
    .sort(([, one], [, other]) => other - one)
    .slice(0, 1)
    .map(([team]) => team);

/** Capabilities by their keys, as they are shown and signed now: rows by state, gates and budgets per environment. */
export const capabilitySubjects = async (
  tx: Transaction,
  program: ProgramScope,
  { rules, now }: { readonly rules: SignOffRules; readonly now: Date },
  keys: readonly string[],
): Promise<SignOffSubject[]> => {
  if (keys.length === 0) return [];
  const capabilities = await tx.capability.findMany({
    where: { programId: program.id, key: { in: [...keys] } },
    orderBy: { key: "asc" },
  });
  const environments = await tx.environment.findMany({
    where: { programId: program.id },
    orderBy: { position: "asc" },
    select: { id: true, key: true },
  });
  const rowsBy = byCapability(await rowsOf(tx, program.id, keys));
  const gatesBy = byCapability(await gateRows(tx, program.id, keys));
  const budgetsOf = await budgetsReader(tx, program, environments, now);
  const runs = await runsOf(tx, program.id, keys);
  const runsBy = byCapability(runs);
  const deployed = await deployedRuns(tx, program.id);
  const authorship = await authorshipOf(tx, program.id, [...runs, ...deployed]);
  return capabilities.map(({ key, name, description }) => {
    const rows = rowsBy.get(key) ?? [];
    const readings = gatesBy.get(key) ?? [];
    const behind = [...(runsBy.get(key) ?? []), ...(readings.length > 0 ? deployed : [])];
    const isDone = rows.length > 0 && rows.every(({ state }) => finalStates.includes(state));
    return subjectOf({
      program: program.key,
      kind: "capability",
      key,
      title: name,
      owners: owningTeam(rows),
      values: {
        title: name,
        description,
        rows: String(rows.length),
        "rows by digest": sha256(canonicalJson(rows.map((row) => `${row.kind}:${row.key}`))).slice(
          0,
          12,
        ),
      },
      readings: [
        { of: "every row verified or retired", state: isDone ? "done" : "open" },
        ...counted(rows.map(({ state }) => state)).map(([state, count]) => ({
          of: `rows ${state}`,
          state: String(count),
        })),
        ...readings.map(({ gate, environment, state }) => ({
          of: `gate ${gate} in ${environment}`,
          state,
        })),
        ...budgetsOf(key, rows),
      ],
      rules,
      authorship: authorship(behind),
    });
  });
};
