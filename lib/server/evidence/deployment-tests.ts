import type { BecameUnknown } from "@/lib/contract/deployments";
import { type BuildSide, type CountedBuild, knownForAll } from "@/lib/domain/deployment";
import { sql, type Transaction } from "@/lib/server/db";

const mostNames = 20;

/** Every contract test of a program with the capabilities of its rows; a test may stand in several. */
const testCapabilities = (tx: Transaction, programId: string) =>
  tx.$queryRaw<{ key: string; capability: string | null }[]>(sql`
    SELECT DISTINCT t."key", c."key" AS "capability"
    FROM "ContractTest" t
    JOIN "Item" i ON i."id" = t."itemId"
    LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
    WHERE i."programId" = ${programId}::uuid ORDER BY 2 NULLS LAST, 1`);

/** The commits of the given ones at which each contract test ran; one that was skipped did not. */
const runsAt = async (
  tx: Transaction,
  programId: string,
  side: BuildSide,
  builds: readonly CountedBuild[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const runs = await tx.testRun.findMany({
    where: {
      programId,
      side,
      commit: { in: [...new Set(builds.flatMap(({ commits }) => commits))] },
      outcome: { not: "skipped" },
    },
    select: { testKey: true, commit: true },
  });
  const found = new Map<string, Set<string>>();
  for (const { testKey, commit } of runs) {
    const commits = found.get(testKey) ?? new Set();
    found.set(testKey, commits.add(commit));
  }
  return found;
};

/** What is known for the builds before and not for those after, by capability. */
export const becameUnknown = async (
  tx: Transaction,
  programId: string,
  side: BuildSide,
  before: readonly CountedBuild[],
  after: readonly CountedBuild[],
): Promise<BecameUnknown> => {
  const found = await runsAt(tx, programId, side, [...before, ...after]);
  const known = knownForAll(before, found);
  const still = knownForAll(after, found);
  const lost = new Set([...known].filter((test) => !still.has(test)));
  if (lost.size === 0) return { tests: 0, capabilities: [] };
  const groups = new Map<string | null, { of: number; lost: string[] }>();
  for (const { key, capability } of await testCapabilities(tx, programId)) {
    const group = groups.get(capability) ?? { of: 0, lost: [] };
    group.of += 1;
    if (lost.has(key)) group.lost.push(key);
    groups.set(capability, group);
  }
  return {
    tests: lost.size,
    capabilities: [...groups]
      .filter(([, group]) => group.lost.length > 0)
      .map(([capability, group]) => ({
        capability,
        tests: group.lost.length,
        of: group.of,
        names: group.lost.slice(0, mostNames),
      })),
  };
};

/** How many contract tests a program has. */
export const testCount = async (tx: Transaction, programId: string): Promise<number> => {
  const [row] = await tx.$queryRaw<{ count: number }[]>(sql`
    SELECT count(DISTINCT t."key")::int AS "count" FROM "ContractTest" t
    JOIN "Item" i ON i."id" = t."itemId" WHERE i."programId" = ${programId}::uuid`);
  return row?.count ?? 0;
};

type Tally = { passed: number; failed: number; doubtful: number };

/**
 * By the builds' own commits: how the contract tests came out for each. Where a test ran at several commits that
 * count, the nearest says it.
 */
export const testTallies = async (
  tx: Transaction,
  programId: string,
  builds: readonly (CountedBuild & { readonly side: BuildSide })[],
): Promise<readonly Tally[]> => {
  if (builds.length === 0) return [];
  const wanted = JSON.stringify(
    builds.flatMap(({ side, commits }, build) =>
      commits.map((commit, distance) => ({ build, side, commit, distance })),
    ),
  );
  const rows = await tx.$queryRaw<{ build: number; outcome: string; count: number }[]>(sql`
    SELECT n."build", n."outcome", count(*)::int AS "count" FROM (
      SELECT DISTINCT ON (w."build", r."testKey") w."build", r."outcome"
      FROM jsonb_to_recordset(${wanted}::jsonb)
        AS w("build" int, "side" text, "commit" text, "distance" int)
      JOIN "TestRun" r ON r."programId" = ${programId}::uuid AND r."side"::text = w."side"
        AND r."commit" = w."commit" AND r."outcome" <> 'skipped'
      WHERE EXISTS (SELECT 1 FROM "ContractTest" t JOIN "Item" i ON i."id" = t."itemId"
        WHERE t."key" = r."testKey" AND i."programId" = ${programId}::uuid)
      ORDER BY w."build", r."testKey", w."distance") n
    GROUP BY 1, 2`);
  return builds.map((_, build) => {
    const of = (...outcomes: string[]): number =>
      rows
        .filter((row) => row.build === build && outcomes.includes(row.outcome))
        .reduce((sum, { count }) => sum + count, 0);
    return { passed: of("passed"), failed: of("failed"), doubtful: of("flaky", "disputed") };
  });
};
